import gzip
import io

from flask import Flask, abort, request

app = Flask(__name__)
LIMIT = 5 * 1024 * 1024

@app.post("/events")
def events():
    if request.headers.get("Content-Encoding") == "gzip":
        body = gzip.decompress(request.get_data())
    else:
        body = request.get_data()
    return {"bytes": len(body)}
