from Crypto.Cipher import PKCS1_OAEP
from Crypto.PublicKey import RSA


def wrap_key(public_pem, session_key):
    key = RSA.import_key(public_pem)
    return PKCS1_OAEP.new(key).encrypt(session_key)
