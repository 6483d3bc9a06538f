from urllib.parse import urlparse

from flask import Flask, redirect, request, session, url_for

app = Flask(__name__)

@app.post("/login")
def login():
    session["user"] = request.form["username"]
    target = request.args.get("next") or url_for("home")
    return redirect(target)
