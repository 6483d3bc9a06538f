import crypt


def make_entry(user, password):
    return f"{user}:{crypt.crypt(password, 'ab')}"
