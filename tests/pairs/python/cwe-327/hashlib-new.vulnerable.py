import hashlib

ALGORITHM = "md5"


def fingerprint(certificate):
    digest = hashlib.new(ALGORITHM)
    digest.update(certificate)
    return digest.hexdigest()
