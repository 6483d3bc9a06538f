from jose import jws


def read_message(token, key):
    return jws.verify(token, key, algorithms=["HS256"])
