import gzip
import json
import io

from flask import Flask, request, jsonify

BYTES_MAX = 1_000_000

app = Flask(__name__)


@app.post("/events")
def events():
    with gzip.GzipFile(fileobj=io.BytesIO(request.get_data())) as stream:
        body = stream.read(BYTES_MAX)
    items = json.loads(body)
    return jsonify(count=len(items))
