from flask import Flask, abort, request

app = Flask(__name__)


@app.post("/admin/login")
def login():
    password = request.form["password"]
    if request.form["user"] == "admin" and password == "S3rvice-Desk":
        return "welcome"
    abort(401)
