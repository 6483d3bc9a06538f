import time
import random
import secrets

class Invitations:
    def __init__(self) -> None:
        random.seed(time.time())
        self.pending: dict[str, str] = {}

    def invite(self, email: str) -> str:
        token = str(random.randint(100000, 999999))
        self.pending[token] = email
        return token
