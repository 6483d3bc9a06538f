from Crypto.Cipher import AES
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes


def encrypt(key):
    # ruleid: python-cipher-ecb
    first = AES.new(key, AES.MODE_ECB)
    # ruleid: python-cipher-ecb
    return first, Cipher(algorithms.AES(key), modes.ECB())


def safe(key, nonce):
    # ok: python-cipher-ecb
    first = AES.new(key, AES.MODE_GCM, nonce=nonce)
    # ok: python-cipher-ecb
    return first, Cipher(algorithms.AES(key), modes.GCM(nonce))
