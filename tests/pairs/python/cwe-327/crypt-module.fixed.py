import bcrypt


def make_entry(user, password):
    return f"{user}:{bcrypt.hashpw(password.encode(), bcrypt.gensalt()).decode()}"
