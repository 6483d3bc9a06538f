import ipaddress
import socket
from urllib.parse import urlparse

import requests
from flask import Flask, abort, request

app = Flask(__name__)


def resolve(url):
    host = urlparse(url).hostname or ""
    return ipaddress.ip_address(socket.gethostbyname(host))


@app.post("/import")
def import_page():
    url = request.form["url"]
    if urlparse(url).scheme != "https" or not resolve(url).is_global:
        abort(400)
    page = requests.get(url, timeout=5, allow_redirects=False)
    return page.text
