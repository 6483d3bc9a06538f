from cryptography.fernet import Fernet


class Vault:
    def __init__(self, key):
        self.key = key

    def lock(self, text):
        return bytes(byte ^ self.key[i % len(self.key)] for i, byte in enumerate(text.encode()))
