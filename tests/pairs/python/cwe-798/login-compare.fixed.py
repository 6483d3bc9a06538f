import hmac
import os

from flask import Flask, abort, request

app = Flask(__name__)


@app.post("/admin/login")
def login():
    password = request.form["password"]
    if request.form["user"] == "admin" and hmac.compare_digest(password, os.environ["ADMIN_PASSWORD"]):
        return "welcome"
    abort(401)
