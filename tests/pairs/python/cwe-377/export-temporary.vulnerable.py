import csv
import os
import tempfile

def export(rows: list[list[str]]) -> str:
    """Write the rows to a temporary file and return its path."""
    path = tempfile.mktemp(suffix=".csv")
    with open(path, "w", newline="") as out:
        csv.writer(out).writerows(rows)
    return path
