import jwt

def current_user(request, key):
    token = request.headers["Authorization"].split(" ")[1]
    claims = jwt.decode(token, key, algorithms=["RS256"], audience="shop")
    return claims["sub"], claims["roles"]
