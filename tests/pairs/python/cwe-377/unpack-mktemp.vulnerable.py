import os
import tempfile

def unpack(data: bytes) -> str:
    path = tempfile.mktemp(suffix=".zip")
    with open(path, "wb") as out:
        out.write(data)
    return path
