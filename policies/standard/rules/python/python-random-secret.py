import random
import secrets
import string


def reset():
    # ruleid: python-random-secret
    token = "".join(random.choice(string.ascii_letters) for _ in range(32))
    # ruleid: python-random-secret
    otp = random.randint(100000, 999999)
    return token, otp


# ruleid: python-random-secret
def make_password(size):
    return "".join(random.choices(string.printable, k=size))


def safe():
    # ok: python-random-secret
    token = secrets.token_urlsafe(32)
    # ok: python-random-secret
    dice = random.randint(1, 6)
    # ok: python-random-secret
    return token, dice, random.choice(["a", "b"])
