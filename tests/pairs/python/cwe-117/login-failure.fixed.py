import logging

from flask import Flask, abort, request

app = Flask(__name__)
log = logging.getLogger(__name__)

@app.post("/login")
def login():
    name = request.form["username"]
    if not check(name, request.form["password"]):
        log.warning("login failed for %s", name.replace("\r", "").replace("\n", ""))
        abort(401)
    return "welcome"
