from Crypto.PublicKey import RSA

KEY_BITS = 3072


def make_key(path, passphrase):
    key = RSA.generate(KEY_BITS)
    with open(path, "wb") as stream:
        stream.write(key.export_key(passphrase=passphrase, pkcs=8))
