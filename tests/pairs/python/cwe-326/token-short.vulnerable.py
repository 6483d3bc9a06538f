import secrets

TOKEN_BYTES = 4


def new_reset_token(user):
    user.reset_token = secrets.token_hex(TOKEN_BYTES)
    user.save()
    return user.reset_token
