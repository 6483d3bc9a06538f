import os
import tempfile

def unpack(data: bytes) -> str:
    handle, path = tempfile.mkstemp(suffix=".zip")
    with os.fdopen(handle, "wb") as out:
        out.write(data)
    return path
