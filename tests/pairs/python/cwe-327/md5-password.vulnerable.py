import hashlib


class UserStore:
    def __init__(self, connection):
        self.connection = connection

    def add(self, name, password):
        digest = hashlib.md5(password.encode()).hexdigest()
        self.connection.execute("INSERT INTO users VALUES (?, ?)", (name, digest))
