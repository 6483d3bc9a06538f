import time
import random
import secrets

class Invitations:
    def __init__(self) -> None:

        self.pending: dict[str, str] = {}

    def invite(self, email: str) -> str:
        token = secrets.token_urlsafe(24)
        self.pending[token] = email
        return token
