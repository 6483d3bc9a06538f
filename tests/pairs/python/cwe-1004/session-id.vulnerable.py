import secrets

from flask import Flask, make_response

app = Flask(__name__)

@app.post("/session")
def start():
    response = make_response({"ok": True})
    response.set_cookie("session_id", secrets.token_urlsafe(32), secure=True, httponly=False, samesite="Lax")
    return response
