import hashlib
from hashlib import md5


def digest(data):
    # ruleid: python-weak-hash
    first = hashlib.md5(data).hexdigest()
    # ruleid: python-weak-hash
    second = md5(data).digest()
    # ruleid: python-weak-hash
    return first, second, hashlib.new("sha1", data)


def safe(data):
    # ok: python-weak-hash
    first = hashlib.sha256(data).hexdigest()
    # ok: python-weak-hash
    second = hashlib.md5(data, usedforsecurity=False).hexdigest()
    # ok: python-weak-hash
    return first, second, hashlib.new("sha512", data)
