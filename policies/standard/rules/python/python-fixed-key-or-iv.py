import os

from Crypto.Cipher import AES
from cryptography.fernet import Fernet


def encrypt(key):
    # ruleid: python-fixed-key-or-iv
    first = AES.new(b"0123456789abcdef", AES.MODE_GCM)
    # ruleid: python-fixed-key-or-iv
    second = AES.new(key, AES.MODE_CBC, b"0000000000000000")
    # ruleid: python-fixed-key-or-iv
    return first, second, Fernet(b"ZmDfcTF7_60GrrY167zsiPd67pEvs0aGOv2oasOM1Pg=")


def safe(key):
    # ok: python-fixed-key-or-iv
    first = AES.new(key, AES.MODE_CBC, os.urandom(16))
    # ok: python-fixed-key-or-iv
    return first, Fernet(key)
