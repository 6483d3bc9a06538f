import hashlib


def derive(password, salt):
    # ruleid: python-few-key-iterations
    first = hashlib.pbkdf2_hmac("sha256", password, salt, 1000)
    # ruleid: python-few-key-iterations
    return first, hashlib.pbkdf2_hmac("sha256", password, salt, iterations=5000)


def safe(password, salt, rounds):
    # ok: python-few-key-iterations
    first = hashlib.pbkdf2_hmac("sha256", password, salt, 600000)
    # ok: python-few-key-iterations
    return first, hashlib.pbkdf2_hmac("sha256", password, salt, rounds)
