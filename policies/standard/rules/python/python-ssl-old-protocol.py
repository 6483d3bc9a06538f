import ssl


def context():
    # ruleid: python-ssl-old-protocol
    first = ssl.SSLContext(ssl.PROTOCOL_TLSv1)
    # ruleid: python-ssl-old-protocol
    first.minimum_version = ssl.TLSVersion.TLSv1_1
    return first


def safe():
    # ok: python-ssl-old-protocol
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    # ok: python-ssl-old-protocol
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
