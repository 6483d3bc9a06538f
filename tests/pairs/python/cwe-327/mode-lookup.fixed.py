from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes


def decryptor(key, nonce):
    algorithm = algorithms.AES(key)
    mode = modes.CTR(nonce)
    return Cipher(algorithm, mode).decryptor()
