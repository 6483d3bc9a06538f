"""The views of a bundle: every format says the same of the same records, and none hides that it cannot."""

import csv
import json
import sys
from pathlib import Path
from typing import cast

import pyarrow.parquet
import pytest

from audit import parquet
from audit.__main__ import main
from audit.bundle import Manifest
from audit.cef import render as cef_of
from audit.events import Placed
from audit.leaves import RECORDS, Leaf
from audit.ocsf import render as ocsf_of
from audit.record import leaf_hash, parse
from audit.views import CSV_COLUMNS, VIEWS, ViewFailed, check_formats, write_view
from tests.audit.bundles import change, columns_of, sealed_records, write, write_range
from tests.audit.signing import ORIGIN, checkpoint_note


def view(folder: Path, form: str, count: int = 0) -> Path:
    """Write a view and return its file."""
    return folder / write_view(folder, form, ORIGIN, count, lambda _seen, _all: None)


def lines(path: Path) -> list[str]:
    """Return a file's lines; every one of them ends."""
    text = path.read_text()
    assert text.endswith("\n")
    return text.removesuffix("\n").split("\n")


def pruned_bundle(folder: Path) -> tuple[Path, list[bytes]]:
    """Return a bundle of two records with a leaf between them whose record was dropped, and the records."""
    records = sealed_records(3)
    leaves = [Leaf(at, leaf_hash(one), one, columns_of(one)) for at, one in enumerate(records)]
    leaves[1] = Leaf(1, leaves[1].hash, None, None)
    manifest = Manifest(origin=ORIGIN, tenant="acme", scope="range", start=0, end=3, count=3, pruned=1)
    return write(folder, manifest, leaves, checkpoint_note(3, bytes(32))), [records[0], records[2]]


def test_every_record_is_an_event_with_its_place(tmp_path: Path) -> None:
    """OCSF and CEF: a line a record, in the log's order, as the events for a SIEM have it."""
    records = sealed_records(6)
    folder = write_range(tmp_path / "bundle", records, 2, 6)
    placed = [Placed(parse(record), ORIGIN, 2 + at) for at, record in enumerate(records[2:])]

    assert [ocsf_of(one) for one in placed] == [json.loads(line) for line in lines(view(folder, "ocsf"))]
    assert [cef_of(one) for one in placed] == lines(view(folder, "cef"))


def test_a_leaf_without_a_record_is_an_empty_row_and_no_event(tmp_path: Path) -> None:
    """Rows keep its place and hash; an event that has nothing to say is none."""
    folder, records = pruned_bundle(tmp_path / "bundle")
    with view(folder, "csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    table = pyarrow.parquet.read_table(view(folder, "parquet")).to_pylist()

    assert ["0", "1", "2"] == [row["index"] for row in rows]
    assert {"index", "leaf"} == {name for name, value in rows[1].items() if value}
    assert {"index", "leaf"} == {name for name, value in table[1].items() if value is not None}
    assert len(records) == len(lines(view(folder, "ocsf"))) == len(lines(view(folder, "cef")))


def test_parquet_holds_the_columns_with_types_and_the_whole_record(tmp_path: Path) -> None:
    """What the CSV says as text is there as numbers, times and lists; `record` is the canonical text."""
    folder = write_range(tmp_path / "bundle", sealed_records(4))
    table = pyarrow.parquet.read_table(view(folder, "parquet"))
    rows = table.to_pylist()
    with view(folder, "csv").open(newline="") as file:
        texts = list(csv.DictReader(file))

    assert [*("time" if name == "time_us" else name for name in CSV_COLUMNS), "record"] == table.column_names
    assert [row["record"] for row in rows] == lines(folder / RECORDS)
    assert ["timestamp[us, tz=UTC]", "int64"] == [str(table.schema.field(name).type) for name in ("time", "index")]
    assert [["python.sql.string-concatenation"], ["CWE-89"]] == [rows[1][name] for name in ("rules", "cwes")]
    for row, text in zip(rows, texts, strict=True):
        assert text["time_us"] == str(round(row["time"].timestamp() * 1_000_000))
        assert text["rules"] == " ".join(row["rules"])
        assert [text[name] for name in ("index", "kind", "leaf")] == [
            str(row[key]) for key in ("index", "kind", "leaf")
        ]


def test_parquet_is_written_group_by_group(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory holds one group, whatever the number of rows."""
    monkeypatch.setattr(parquet, "_ROWS_A_GROUP", 3)
    folder = write_range(tmp_path / "bundle", sealed_records(8))
    file = pyarrow.parquet.ParquetFile(view(folder, "parquet"))

    assert [3, 3, 2] == [file.metadata.row_group(at).num_rows for at in range(file.metadata.num_row_groups)]


@pytest.mark.parametrize("form", VIEWS)
def test_leaves_are_read_while_a_view_is_written(form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The progress says so: each leaf is rendered when it is its turn."""
    monkeypatch.setattr("audit.views._PROGRESS_EVERY", 2)
    folder = write_range(tmp_path / "bundle", sealed_records(5))
    said: list[tuple[int, int]] = []
    write_view(folder, form, ORIGIN, 5, lambda seen, of: said.append((seen, of)))

    assert [(0, 5), (2, 5), (4, 5)] == said


@pytest.mark.parametrize("form", VIEWS)
@pytest.mark.parametrize("bad", [b"[]", b"{}", b"not JSON", change(sealed_records(1)[0], repository=7)])
def test_a_record_that_is_none_has_no_view(form: str, bad: bytes, tmp_path: Path) -> None:
    """What somebody put into the database is exported as it is, and named where it cannot be rendered."""
    good = sealed_records(1)[0]
    leaves = [Leaf(0, leaf_hash(good), good, columns_of(good)), Leaf(1, leaf_hash(bad), bad, columns_of(good))]
    manifest = Manifest(origin=ORIGIN, tenant="acme", scope="range", start=0, end=2, count=2, pruned=0)
    folder = write(tmp_path / "bundle", manifest, leaves, checkpoint_note(2, bytes(32)))

    with pytest.raises(ViewFailed, match=f"at index 1 .* without --format {form}"):
        view(folder, form)


def test_a_cell_is_no_formula(tmp_path: Path) -> None:
    """A spreadsheet shows what a record says and runs nothing of it."""
    record = change(sealed_records(1)[0], repository="=HYPERLINK(1)")
    folder = write_range(tmp_path / "bundle", [record])
    with view(folder, "csv").open(newline="") as file:
        (row,) = csv.DictReader(file)

    assert "'=HYPERLINK(1)" == row["repository"]


def test_without_pyarrow_everything_else_works(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only Parquet needs it, and the complaint says what to install."""
    monkeypatch.setitem(cast("dict[str, object]", sys.modules), "pyarrow", None)
    check_formats(["csv", "ocsf", "cef"])

    with pytest.raises(ViewFailed, match="pip install 'code-model-gateway\\[parquet\\]'"):
        check_formats(["csv", "parquet"])


def test_the_help_names_every_format(capsys: pytest.CaptureFixture[str]) -> None:
    """With examples to copy."""
    with pytest.raises(SystemExit):
        main(["export", "--help"])
    printed = capsys.readouterr().out

    assert [] == [form for form in VIEWS if form not in printed]
    assert "--format parquet" in printed.split("examples:")[1]
