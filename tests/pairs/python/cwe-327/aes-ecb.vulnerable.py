from Crypto.Cipher import AES
from Crypto.Util.Padding import pad


def seal(key, card_number):
    cipher = AES.new(key, AES.MODE_ECB)
    return cipher.encrypt(pad(card_number.encode(), AES.block_size))
