import csv
import os
import tempfile

def export(rows: list[list[str]]) -> str:
    """Write the rows to a temporary file and return its path."""
    handle, path = tempfile.mkstemp(suffix=".csv")
    with os.fdopen(handle, "w", newline="") as out:
        csv.writer(out).writerows(rows)
    return path
