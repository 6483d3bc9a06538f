from flask import Flask, request
import random

app = Flask(__name__)


@app.get("/dice")
def dice():
    count = int(request.args["count"])
    return {"rolls": [random.randint(1, 6) for _ in range(count)]}
