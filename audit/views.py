"""
Renders exported records for other tools. A view proves nothing: it is derived from `records.jsonl`, as the manifest's
digests show, and can be derived again.
"""

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from audit.bundle import read_leaves

CSV_COLUMNS = (
    "index",
    "time_us",
    "kind",
    "request_id",
    "candidate",
    "tenant",
    "caller",
    "address",
    "repository",
    "language",
    "decision",
    "rules",
    "cwes",
    "model",
    "policy_revision",
    "failure",
    "leaf",
)
_FORMULA = frozenset("=+-@\t\r")


def _write_csv(folder: Path) -> str:
    """Write the main columns as CSV (RFC 4180) and return the file's name."""
    name = "records.csv"
    with (folder / name).open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(CSV_COLUMNS)
        writer.writerows(_csv_rows(folder))
    return name


def _csv_rows(folder: Path) -> Iterator[list[str]]:
    for leaf in read_leaves(folder):
        if leaf.canonical is None:
            yield [str(leaf.index), *[""] * (len(CSV_COLUMNS) - 2), leaf.hash.hex()]
            continue
        record = json.loads(leaf.canonical)
        values = {**record, **_flat(record), "index": leaf.index, "leaf": leaf.hash.hex()}
        yield [_cell(values[name]) for name in CSV_COLUMNS]


def _flat(record: Mapping[str, Any]) -> dict[str, str]:
    """Return the columns that lie deeper in a record."""
    findings = record["findings"]
    return {
        "caller": record["caller"]["subject"] if record["caller"] else "",
        "rules": " ".join(sorted({finding["rule"] for finding in findings})),
        "cwes": " ".join(sorted({cwe for finding in findings for cwe in finding["cwe"]})),
        "model": record["model"]["id"] if record["model"] else "",
        "failure": record["failure"]["kind"] if record["failure"] else "",
    }


def _cell(value: object) -> str:
    """Return a value that no spreadsheet takes for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in _FORMULA else text


VIEWS: dict[str, Callable[[Path], str]] = {"csv": _write_csv}
__all__ = ["CSV_COLUMNS", "VIEWS"]
