import time

from flask import Flask, request

app = Flask(__name__)

@app.get("/poll")
def poll():
    delay = float(request.args.get("delay", 1))
    time.sleep(delay)
    return {"waited": delay}
