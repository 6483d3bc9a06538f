from cryptography.hazmat.primitives import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes


def encrypt(key, message):
    padder = padding.PKCS7(128).padder()
    data = padder.update(message) + padder.finalize()
    encryptor = Cipher(algorithms.TripleDES(key), modes.CBC(b"\0" * 8)).encryptor()
    return encryptor.update(data) + encryptor.finalize()
