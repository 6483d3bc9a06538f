from functools import partial
from urllib.parse import urlparse

import requests
from flask import Flask, abort, request

app = Flask(__name__)
fetch = partial(requests.get, timeout=5)

@app.get("/title")
def title():
    url = request.args["url"]
    if urlparse(url).hostname not in {"example.org", "docs.example.org"}:
        abort(400)
    return {"length": len(fetch(url).text)}
