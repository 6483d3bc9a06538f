import os

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes


def encrypt(plain):
    key = os.urandom(32)
    cipher = Cipher(algorithms.AES(key), modes.CTR(os.urandom(16)))
    return key, cipher.encryptor().update(plain)
