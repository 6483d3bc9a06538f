import jwt


class TokenReader:
    def __init__(self, key):
        self.key = key

    def read(self, token):
        try:
            return jwt.decode(token, self.key, algorithms=["HS256"])
        except jwt.InvalidTokenError:
            return None
