import hashlib
import os


class UserStore:
    def __init__(self, connection):
        self.connection = connection

    def add(self, name, password):
        salt = os.urandom(16)
        digest = salt.hex() + hashlib.scrypt(password.encode(), salt=salt, n=2**15, r=8, p=1, maxmem=2**26).hex()
        self.connection.execute("INSERT INTO users VALUES (?, ?)", (name, digest))
