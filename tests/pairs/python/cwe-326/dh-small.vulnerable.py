from cryptography.hazmat.primitives.asymmetric import dh

PARAMETERS = dh.generate_parameters(generator=2, key_size=512)


def exchange(peer):
    private = PARAMETERS.generate_private_key()
    return private.public_key(), private.exchange(peer)
