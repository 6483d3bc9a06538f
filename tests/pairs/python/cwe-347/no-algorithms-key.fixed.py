import jwt


def read_invitation(token, secret):
    data = jwt.decode(token, secret, algorithms=["HS512"])
    return data["email"], data["team"]
