import hashlib
from pathlib import Path


def verify_download(path, expected):
    digest = hashlib.sha1()
    with Path(path).open("rb") as stream:
        while block := stream.read(65536):
            digest.update(block)
    if digest.hexdigest() != expected:
        raise ValueError("the download is damaged or was replaced")
