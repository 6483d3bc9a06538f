from cryptography.fernet import Fernet


class Vault:
    def __init__(self, key):
        self.key = key

    def lock(self, text):
        return Fernet(self.key).encrypt(text.encode())
