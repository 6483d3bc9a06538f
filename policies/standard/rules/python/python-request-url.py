import urllib.request

import requests
from flask import request


def proxy():
    url = request.args.get("url")
    # ruleid: python-request-url
    requests.get(url, timeout=5)
    # ruleid: python-request-url
    requests.get("https://" + request.args["host"], timeout=5)
    # ruleid: python-request-url
    return urllib.request.urlopen(request.form["address"])


def safe(hosts):
    name = request.args.get("name")
    # ok: python-request-url
    requests.get(hosts[0], params={"name": name}, timeout=5)
    # ok: python-request-url
    return requests.get("https://service.internal/status", timeout=5)
