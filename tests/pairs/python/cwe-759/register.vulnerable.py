import hashlib
import sqlite3

from flask import Flask, request

app = Flask(__name__)

@app.post("/register")
def register():
    password = request.form["password"]
    hashed = hashlib.sha512(password.encode()).hexdigest()
    with sqlite3.connect("users.db") as db:
        db.execute("INSERT INTO users (name, password) VALUES (?, ?)", (request.form["name"], hashed))
    return "created", 201
