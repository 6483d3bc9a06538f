import requests

OPTIONS = {
    "timeout": 10,
    "verify": False,
}


def post_order(url, order):
    return requests.post(url, json=order, **OPTIONS)
