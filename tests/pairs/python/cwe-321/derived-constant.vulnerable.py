import hashlib
import os
from Crypto.Cipher import AES

def encrypt(data: bytes) -> bytes:
    key = hashlib.sha256(b"orders service").digest()
    cipher = AES.new(key, AES.MODE_GCM)
    sealed, tag = cipher.encrypt_and_digest(data)
    return cipher.nonce + tag + sealed
