from Crypto.PublicKey import RSA
from cryptography.hazmat.primitives.asymmetric import rsa


def key():
    # ruleid: python-short-key
    first = RSA.generate(1024)
    # ruleid: python-short-key
    return first, rsa.generate_private_key(public_exponent=65537, key_size=1024)


def safe(bits):
    # ok: python-short-key
    first = RSA.generate(3072)
    # ok: python-short-key
    return first, rsa.generate_private_key(public_exponent=65537, key_size=2048)
