import base64
import json

from flask import Flask, request, current_app
from itsdangerous import URLSafeSerializer

app = Flask(__name__)


@app.route("/account")
def account():
    raw = request.cookies.get("session", "")
    session = URLSafeSerializer(current_app.secret_key).loads(raw)
    if session["role"] == "admin":
        return "admin page"
    return "user page"
