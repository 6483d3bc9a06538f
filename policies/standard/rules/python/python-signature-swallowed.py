import sys

from cryptography.exceptions import InvalidSignature


def noted(key, data, signature, log, padding, digest):
    # ruleid: python-signature-swallowed
    try:
        key.verify(signature, data, padding, digest)
    except InvalidSignature:
        print("bad signature")
    return data


def logged(signer, data, signature, log):
    # ruleid: python-signature-swallowed
    try:
        digest = hash_of(data)
        signer.verify(digest, signature)
    except (ValueError, TypeError) as error:
        log.warning("mismatch: %s", error)
    install(data)


def ignored(key, data, signature):
    # ruleid: python-signature-swallowed
    try:
        key.verify(signature, data)
    except ValueError:
        pass
    install(data)


def raised(key, data, signature):
    # ok: python-signature-swallowed
    try:
        key.verify(signature, data)
    except InvalidSignature as error:
        raise PermissionError("bad signature") from error
    install(data)


def told(key, data, signature):
    # ok: python-signature-swallowed
    try:
        key.verify(signature, data)
        return True
    except InvalidSignature:
        print("bad signature")
    return False


def stopped(key, data, signature):
    # ok: python-signature-swallowed
    try:
        key.verify(signature, data)
    except InvalidSignature:
        sys.exit("bad signature")
    install(data)


def both(key, data, signature):
    # ok: python-signature-swallowed
    try:
        key.verify(signature, data)
    except InvalidSignature:
        print("bad signature")
        return None
    return data
