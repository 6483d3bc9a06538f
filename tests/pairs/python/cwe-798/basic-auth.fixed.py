import os

import requests
from requests.auth import HTTPBasicAuth


def ticket(number):
    auth = HTTPBasicAuth("bot", os.environ["TICKETS_PASSWORD"])
    return requests.get(f"https://tickets.example.com/api/{int(number)}", auth=auth, timeout=10).json()
