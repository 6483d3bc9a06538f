import hashlib

ALGORITHM = "sha256"


def fingerprint(certificate):
    digest = hashlib.new(ALGORITHM)
    digest.update(certificate)
    return digest.hexdigest()
