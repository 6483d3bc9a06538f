import requests
from requests.auth import HTTPBasicAuth


def ticket(number):
    auth = HTTPBasicAuth("bot", "Tick3ts4All")
    return requests.get(f"https://tickets.example.com/api/{int(number)}", auth=auth, timeout=10).json()
