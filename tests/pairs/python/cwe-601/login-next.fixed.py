from urllib.parse import urlparse

from flask import Flask, redirect, request, session, url_for

app = Flask(__name__)

@app.post("/login")
def login():
    session["user"] = request.form["username"]
    target = request.args.get("next") or url_for("home")
    parts = urlparse(target)
    if parts.scheme or parts.netloc or not target.startswith("/"):
        target = url_for("home")
    return redirect(target)
