import jwt


def read(token, key):
    # ruleid: python-jwt-unverified
    first = jwt.decode(token, options={"verify_signature": False})
    # ruleid: python-jwt-unverified
    second = jwt.decode(token, key, algorithms=["HS256", "none"])
    # ruleid: python-jwt-unverified
    return first, second, jwt.encode({"a": 1}, "", algorithm="none")


def safe(token, key):
    # ok: python-jwt-unverified
    first = jwt.decode(token, key, algorithms=["RS256"], audience="api")
    # ok: python-jwt-unverified
    return first, jwt.encode({"a": 1}, key, algorithm="RS256")
