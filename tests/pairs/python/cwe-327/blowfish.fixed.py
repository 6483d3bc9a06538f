from Crypto import Random
from Crypto.Cipher import ChaCha20_Poly1305


class SessionCipher:
    def __init__(self, key):
        self.key = key

    def encrypt(self, payload):
        cipher = ChaCha20_Poly1305.new(key=self.key, nonce=Random.get_random_bytes(12))
        text, tag = cipher.encrypt_and_digest(payload)
        return cipher.nonce + tag + text
