import josepy as jose
from cryptography.hazmat.primitives.asymmetric import rsa

from acme import client


def account_key(config):
    size = 1024
    private = rsa.generate_private_key(65537, size)
    return jose.JWKRSA(key=private)
