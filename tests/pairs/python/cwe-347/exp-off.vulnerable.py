import jwt

OPTIONS = {
    "verify_signature": False,
    "verify_exp": False,
}


def subject(token, key):
    claims = jwt.decode(token, key, algorithms=["HS256"], options=OPTIONS)
    return claims["sub"]
