from Crypto.Cipher import AES
from Crypto.Random import get_random_bytes
from Crypto.Util.Padding import pad


def seal(key, card_number):
    cipher = AES.new(key, AES.MODE_GCM, nonce=get_random_bytes(12))
    text, tag = cipher.encrypt_and_digest(card_number.encode())
    return cipher.nonce + tag + text
