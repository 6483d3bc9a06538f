import hmac


def check(key, body, signature):
    # ruleid: python-signature-compare
    return hmac.new(key, body, "sha256").hexdigest() == signature


def check_later(key, body, signature):
    expected = hmac.new(key, body, "sha256").hexdigest()
    # ruleid: python-signature-compare
    if signature != expected:
        raise ValueError


def safe(key, body, signature):
    expected = hmac.new(key, body, "sha256").hexdigest()
    # ok: python-signature-compare
    return hmac.compare_digest(expected, signature)


def safe_too(a, b):
    # ok: python-signature-compare
    return a == b
