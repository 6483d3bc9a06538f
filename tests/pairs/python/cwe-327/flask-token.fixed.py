from hashlib import sha1 as digest
from hashlib import sha256
from flask import session


def remember(user_agent, address):
    session["client"] = sha256((user_agent + address).encode()).hexdigest()
