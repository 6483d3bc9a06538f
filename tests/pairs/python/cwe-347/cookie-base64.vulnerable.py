import base64
import json

from flask import Flask, request

app = Flask(__name__)


@app.route("/account")
def account():
    raw = request.cookies.get("session", "")
    session = json.loads(base64.b64decode(raw))
    if session["role"] == "admin":
        return "admin page"
    return "user page"
