from Crypto.Hash import SHA256
from Crypto.PublicKey import RSA
from Crypto.Signature import pkcs1_15


def accept(message, signature, key_text, handle):
    key = RSA.import_key(key_text)
    digest = SHA256.new(message)
    pkcs1_15.new(key).verify(digest, signature)
    return handle(message)
