import hmac


def sign_cookie(secret, value):
    mac = hmac.new(secret, value.encode(), "sha256").hexdigest()
    return f"{value}.{mac}"
