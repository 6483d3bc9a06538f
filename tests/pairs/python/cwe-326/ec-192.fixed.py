from cryptography.hazmat.primitives.asymmetric import ec


class Signer:
    def __init__(self):
        self._key = ec.generate_private_key(ec.SECP256R1())

    def public(self):
        return self._key.public_key()
