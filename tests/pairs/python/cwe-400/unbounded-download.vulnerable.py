import requests

def fetch_feed(url: str) -> bytes:
    """Download a feed that a customer has configured."""
    response = requests.get(url)
    response.raise_for_status()
    return response.content
