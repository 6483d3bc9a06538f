"""
Renders exported records for other tools. A view proves nothing: it is derived from `records.jsonl`, as the manifest's
digests show, and can be derived again.

A view reads the bundle's leaves one after the other, so memory stays bounded whatever their number. OCSF and CEF have
no word for a leaf whose record was dropped at the end of its time: there it is left out.
"""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from audit import cef, ocsf, parquet
from audit.bundle import read_leaves
from audit.events import Placed
from audit.leaves import Leaf
from audit.record import parse

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
_NUMBERS = frozenset({"index", "time_us", "candidate"})
_LISTS = frozenset({"rules", "cwes"})
_FORMULA = frozenset("=+-@\t\r")
_PROGRESS_EVERY = 2_000
_PARQUET_ADVICE = (
    "parquet needs pyarrow: pip install 'code-model-gateway[parquet]', or, beside a copy of audit/ alone,"
    " pip install pyarrow"
)

type Progress = Callable[[int, int], None]  # leaves seen, leaves in all


class ViewFailed(Exception):
    """A view cannot be written; the text says what to do."""


@dataclass(frozen=True, slots=True)
class View:
    """One format: its file, what it makes of a leaf (None: nothing) of a log, and how that is written."""

    file: str
    render: Callable[[Leaf, str], object]
    write: Callable[[Path, Iterable[Any]], None]


def check_formats(formats: Sequence[str]) -> None:
    """Raise ViewFailed unless everything is installed that these formats need: to be known before the export begins."""
    if "parquet" in formats and not parquet.is_installed():
        raise ViewFailed(_PARQUET_ADVICE)


def write_view(folder: Path, form: str, origin: str, count: int, progress: Progress) -> str:
    """Write one view of a bundle of `count` leaves and return the file's name; raises ViewFailed."""
    view = VIEWS[form]

    def rendered() -> Iterator[object]:
        for seen, leaf in enumerate(read_leaves(folder)):
            if seen % _PROGRESS_EVERY == 0:
                progress(seen, count)
            try:
                item = view.render(leaf, origin)
            except (ValueError, TypeError, KeyError, AttributeError) as error:
                raise ViewFailed(
                    f"the record at index {leaf.index} is none of this version, so it has no form in {form}: export"
                    f" without --format {form}, and verify ({type(error).__name__})"
                ) from error
            if item is not None:
                yield item

    view.write(folder / view.file, rendered())
    return view.file


def _row(leaf: Leaf, _origin: str) -> dict[str, Any]:
    """Return the main columns of a leaf; of one without a record only its place and hash."""
    row = dict.fromkeys(CSV_COLUMNS) | {"index": leaf.index, "leaf": leaf.hash.hex()}
    if leaf.canonical is None:
        return row
    record = json.loads(leaf.canonical)  # to build the record would take five times as long
    row |= {name: record[name] for name in CSV_COLUMNS if name in record} | _deeper(record)
    if not all(_is_typed(name, value) for name, value in row.items()):
        raise TypeError("a column of another type")
    return row


def _is_typed(name: str, value: object) -> bool:
    """Tell whether a column has a value of its type."""
    if name in _LISTS:
        return all(type(item) is str for item in cast("list[object]", value))
    return type(value) is int if name in _NUMBERS else value is None or type(value) is str


def _deeper(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns that lie deeper in a record."""
    findings = record["findings"]
    return {
        "caller": record["caller"]["subject"] if record["caller"] else None,
        "rules": sorted({finding["rule"] for finding in findings}),
        "cwes": sorted({cwe for finding in findings for cwe in finding["cwe"]}),
        "model": record["model"]["id"] if record["model"] else None,
        "failure": record["failure"]["kind"] if record["failure"] else None,
    }


def _write_csv(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write CSV (RFC 4180)."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(CSV_COLUMNS)
        writer.writerows([_cell(row[name]) for name in CSV_COLUMNS] for row in rows)


def _cell(value: object) -> str:
    """Return a value that no spreadsheet takes for a formula."""
    text = " ".join(value) if isinstance(value, list) else "" if value is None else str(value)
    return f"'{text}" if text[:1] in _FORMULA else text


def _placed(leaf: Leaf, origin: str) -> Placed | None:
    return None if leaf.canonical is None else Placed(parse(leaf.canonical), origin, leaf.index, leaf.canonical)


def _ocsf(leaf: Leaf, origin: str) -> str | None:
    placed = _placed(leaf, origin)
    return None if placed is None else json.dumps(ocsf.render(placed), ensure_ascii=False, separators=(",", ":"))


def _cef(leaf: Leaf, origin: str) -> str | None:
    placed = _placed(leaf, origin)
    return None if placed is None else cef.render(placed)


def _write_lines(path: Path, lines: Iterable[str]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in lines)


def _full_row(leaf: Leaf, origin: str) -> dict[str, Any]:
    """Return the main columns and the whole record as JSON."""
    record = None if leaf.canonical is None else leaf.canonical.decode()
    return {**_row(leaf, origin), "record": record}


def _write_parquet(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    parquet.write(path, rows, (*CSV_COLUMNS, "record"))


VIEWS: dict[str, View] = {
    "csv": View("records.csv", _row, _write_csv),
    "parquet": View("records.parquet", _full_row, _write_parquet),
    "ocsf": View("records.ocsf.jsonl", _ocsf, _write_lines),
    "cef": View("records.cef", _cef, _write_lines),
}
__all__ = ["CSV_COLUMNS", "VIEWS", "ViewFailed", "check_formats", "write_view"]
