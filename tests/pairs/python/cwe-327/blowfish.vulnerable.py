from Crypto import Random
from Crypto.Cipher import Blowfish


class SessionCipher:
    def __init__(self, key):
        self.key = key

    def encrypt(self, payload):
        iv = Random.new().read(Blowfish.block_size)
        cipher = Blowfish.new(self.key, Blowfish.MODE_CBC, iv)
        size = Blowfish.block_size - len(payload) % Blowfish.block_size
        return iv + cipher.encrypt(payload + bytes([size]) * size)
