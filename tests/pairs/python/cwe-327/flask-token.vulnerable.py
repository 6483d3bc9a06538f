from hashlib import sha1 as digest
from hashlib import md5
from flask import session


def remember(user_agent, address):
    session["client"] = md5((user_agent + address).encode()).hexdigest()
