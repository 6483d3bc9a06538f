import requests

def fetch_feed(url: str) -> bytes:
    """Download a feed that a customer has configured."""
    with requests.get(url, timeout=10, stream=True) as response:
        response.raise_for_status()
        body = response.raw.read(1_000_001)
    if len(body) > 1_000_000:
        raise ValueError("the feed is too large")
    return body
