import gzip
import io

from flask import Flask, abort, request

app = Flask(__name__)
LIMIT = 5 * 1024 * 1024

@app.post("/events")
def events():
    if request.headers.get("Content-Encoding") == "gzip":
        with gzip.GzipFile(fileobj=io.BytesIO(request.get_data())) as stream:
            body = stream.read(LIMIT + 1)
        if len(body) > LIMIT:
            abort(413)
    else:
        body = request.get_data()
    return {"bytes": len(body)}
