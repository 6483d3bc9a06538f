import os

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes


def encrypt(plain):
    key = os.urandom(8)
    cipher = Cipher(algorithms.ARC4(key), mode=None)
    return key, cipher.encryptor().update(plain)
