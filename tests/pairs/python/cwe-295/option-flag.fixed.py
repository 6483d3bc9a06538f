import requests

OPTIONS = {
    "timeout": 10,
    "verify": True,
}


def post_order(url, order):
    return requests.post(url, json=order, **OPTIONS)
