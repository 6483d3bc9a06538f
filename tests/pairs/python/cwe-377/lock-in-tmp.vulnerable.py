import os
import tempfile

def write_report(text: str) -> str:
    path = f"/tmp/report-{os.getpid()}.txt"
    with open(path, "w") as out:
        out.write(text)
    return path
