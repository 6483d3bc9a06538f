from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding


def install_update(public_key, package, signature, install):
    try:
        public_key.verify(signature, package, padding.PKCS1v15(), hashes.SHA256())
    except InvalidSignature:
        return False
    install(package)
    return True
