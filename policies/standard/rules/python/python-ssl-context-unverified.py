import ssl


def context():
    # ruleid: python-ssl-context-unverified
    first = ssl._create_unverified_context()
    second = ssl.create_default_context()
    # ruleid: python-ssl-context-unverified
    second.check_hostname = False
    # ruleid: python-ssl-context-unverified
    second.verify_mode = ssl.CERT_NONE
    return first, second


def safe():
    # ok: python-ssl-context-unverified
    context = ssl.create_default_context()
    # ok: python-ssl-context-unverified
    context.verify_mode = ssl.CERT_REQUIRED
    return context
