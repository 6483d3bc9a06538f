import jwt

OPTIONS = {
    "require": ["exp", "sub"],
}


def subject(token, key):
    claims = jwt.decode(token, key, algorithms=["HS256"], options=OPTIONS)
    return claims["sub"]
