import jwt


def verify(token, key):
    return jwt.decode(token, key, algorithms=["ES256"])
