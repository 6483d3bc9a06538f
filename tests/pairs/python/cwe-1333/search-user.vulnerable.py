import re

from flask import Flask, jsonify, request

app = Flask(__name__)
LINES = open("/srv/log/app.log").read().splitlines()


@app.get("/grep")
def grep():
    wanted = request.args.get("q", "")
    pattern = re.compile(wanted)
    return jsonify([line for line in LINES if pattern.search(line)])
