import base64
import json
import pickle

from flask import Flask, request

app = Flask(__name__)

@app.get("/profile")
def profile():
    raw = base64.b64decode(request.cookies.get("prefs", ""))
    prefs = pickle.loads(raw)
    return {"theme": prefs.get("theme", "light")}
