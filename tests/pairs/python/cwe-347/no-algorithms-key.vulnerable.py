import jwt


def read_invitation(token, secret):
    data = jwt.decode(token, secret, algorithms=jwt.algorithms.get_default_algorithms())
    return data["email"], data["team"]
