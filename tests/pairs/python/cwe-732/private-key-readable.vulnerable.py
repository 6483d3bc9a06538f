import os

from cryptography.hazmat.primitives import serialization


def write_key(key, path):
    data = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    with open(path, "wb") as stream:
        stream.write(data)
    os.chmod(path, 0o644)
