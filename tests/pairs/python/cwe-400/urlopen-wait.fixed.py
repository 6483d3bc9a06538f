import json
from urllib.request import urlopen


def latest(package):
    with urlopen(f"https://pypi.example.org/pypi/{package}/json", timeout=10) as stream:
        return json.load(stream)["info"]["version"]
