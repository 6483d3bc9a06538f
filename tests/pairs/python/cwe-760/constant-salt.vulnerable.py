import hashlib
import os

SALT = b"application-salt"

def derive(password: str) -> bytes:
    return hashlib.pbkdf2_hmac("sha256", password.encode(), SALT, 600_000)
