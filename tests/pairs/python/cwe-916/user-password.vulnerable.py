import hashlib
import os

class User:
    def __init__(self, name: str) -> None:
        self.name = name
        self.salt = os.urandom(16)
        self.password_hash = b""

    def set_password(self, password: str) -> None:
        self.password_hash = hashlib.sha256(self.salt + password.encode()).digest()
