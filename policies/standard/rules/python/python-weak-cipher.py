from Crypto.Cipher import AES, ARC4, DES
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes


def encrypt(key, iv):
    # ruleid: python-weak-cipher
    first = DES.new(key, DES.MODE_CBC, iv)
    # ruleid: python-weak-cipher
    second = ARC4.new(key)
    # ruleid: python-weak-cipher
    return first, second, Cipher(algorithms.TripleDES(key), modes.CBC(iv))


def safe(key, nonce):
    # ok: python-weak-cipher
    first = AES.new(key, AES.MODE_GCM, nonce=nonce)
    # ok: python-weak-cipher
    return first, Cipher(algorithms.AES(key), modes.GCM(nonce))
