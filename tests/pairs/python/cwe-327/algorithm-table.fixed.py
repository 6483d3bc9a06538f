import hashlib

DIGESTS = {
    "default": hashlib.sha256,
    "strong": hashlib.sha512,
}


def checksum(update, level="default"):
    return DIGESTS[level](update).hexdigest()
