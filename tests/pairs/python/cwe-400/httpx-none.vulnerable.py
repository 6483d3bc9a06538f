import httpx


class Geocoder:
    def __init__(self, key):
        self.client = httpx.Client(timeout=None)
        self.key = key

    def locate(self, address):
        return self.client.get("https://geo.example.com/v1", params={"q": address, "key": self.key}).json()
