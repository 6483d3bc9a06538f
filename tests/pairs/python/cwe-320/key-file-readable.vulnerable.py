import os
from cryptography.fernet import Fernet

def make_key(path: str) -> bytes:
    key = Fernet.generate_key()
    with open(path, "wb") as out:
        out.write(key)
    os.chmod(path, 0o644)
    return key
