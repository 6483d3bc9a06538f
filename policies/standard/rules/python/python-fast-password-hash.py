import hashlib
import os


def store(password, salt):
    # ruleid: python-fast-password-hash
    first = hashlib.md5(password.encode()).hexdigest()
    # ruleid: python-fast-password-hash
    second = hashlib.sha256(password.encode("utf-8")).hexdigest()
    # ruleid: python-fast-password-hash
    return first, second, hashlib.sha512((salt + password).encode()).hexdigest()


def safe(password, document):
    # ok: python-fast-password-hash
    first = hashlib.scrypt(password.encode(), salt=os.urandom(16), n=16384, r=8, p=1)
    # ok: python-fast-password-hash
    return first, hashlib.sha256(document.encode()).hexdigest()
