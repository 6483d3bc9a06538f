import hashlib
import os
from Crypto.Cipher import AES

def encrypt(data: bytes) -> bytes:
    key = bytes.fromhex(os.environ["ORDERS_KEY"])
    cipher = AES.new(key, AES.MODE_GCM)
    sealed, tag = cipher.encrypt_and_digest(data)
    return cipher.nonce + tag + sealed
