from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

def install(package: bytes, signature: bytes, key: ec.EllipticCurvePublicKey) -> None:
    try:
        key.verify(signature, package, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        raise SystemExit("bad signature")
    unpack(package)
