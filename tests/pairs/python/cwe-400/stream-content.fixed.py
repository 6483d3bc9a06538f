import requests

BYTES_MAX = 5_000_000


def download(url, path):
    with requests.get(url, stream=True, timeout=10) as answer, open(path, "wb") as target:
        target.write(answer.raw.read(BYTES_MAX))
