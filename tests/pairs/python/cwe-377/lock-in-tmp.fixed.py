import os
import tempfile

def write_report(text: str) -> str:
    with tempfile.NamedTemporaryFile("w", suffix=".txt", delete=False) as out:
        out.write(text)
        path = out.name
    return path
