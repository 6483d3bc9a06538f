import time

from flask import Flask, request

app = Flask(__name__)

@app.get("/poll")
def poll():
    delay = min(float(request.args.get("delay", 1)), 5.0)
    time.sleep(delay)
    return {"waited": delay}
