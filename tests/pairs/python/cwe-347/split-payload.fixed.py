import base64
import json
import os

import jwt

KEY = os.environ["SESSION_KEY"]


def session_of(token):
    """Return the claims of a session token."""
    return jwt.decode(token, KEY, algorithms=["HS256"])
