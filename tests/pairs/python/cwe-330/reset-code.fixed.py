import random
import secrets
import string

def make_reset_code(length: int = 8) -> str:
    """Return a code that proves that the user owns the mailbox."""
    alphabet = string.ascii_uppercase + string.digits
    return "".join(secrets.choice(alphabet) for _ in range(length))
