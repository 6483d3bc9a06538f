from flask import Flask, request
import random

app = Flask(__name__)


@app.get("/dice")
def dice():
    count = min(int(request.args["count"]), 100)
    return {"rolls": [random.randint(1, 6) for _ in range(count)]}
