from Crypto.Cipher import AES

KEY = b"0123456789abcdef"


def open_record(nonce, tag, data):
    cipher = AES.new(KEY, AES.MODE_GCM, nonce=nonce)
    return cipher.decrypt_and_verify(data, tag)
