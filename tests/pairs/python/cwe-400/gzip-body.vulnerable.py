import gzip
import json

from flask import Flask, request, jsonify

app = Flask(__name__)


@app.post("/events")
def events():
    body = gzip.decompress(request.get_data())
    items = json.loads(body)
    return jsonify(count=len(items))
