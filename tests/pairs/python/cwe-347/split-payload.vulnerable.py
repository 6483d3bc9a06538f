import base64
import json


def session_of(token):
    """Return the claims of a session token."""
    head, payload, signature = token.split(".")
    padded = payload + "=" * (-len(payload) % 4)
    return json.loads(base64.urlsafe_b64decode(padded))
