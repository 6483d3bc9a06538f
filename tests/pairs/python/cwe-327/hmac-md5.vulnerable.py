import hmac


def sign_cookie(secret, value):
    mac = hmac.new(secret, value.encode(), "md5").hexdigest()
    return f"{value}.{mac}"
