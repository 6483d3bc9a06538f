import os

from Crypto.Cipher import AES

KEY = bytes.fromhex(os.environ["RECORD_KEY"])


def open_record(nonce, tag, data):
    cipher = AES.new(KEY, AES.MODE_GCM, nonce=nonce)
    return cipher.decrypt_and_verify(data, tag)
