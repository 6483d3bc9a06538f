import gnupg


def unpack(archive, signature, unpacker):
    gpg = gnupg.GPG(gnupghome="/etc/updater/keys")
    with open(signature, "rb") as handle:
        verified = gpg.verify_file(handle, archive)
    if not verified.valid:
        raise ValueError("bad signature")
    unpacker(archive)
