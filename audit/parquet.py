"""
Rows of the log as a Parquet file: the columns of the CSV view with their types, and `record`, the whole record as JSON.

Only this module knows pyarrow, and only when a file is written: verifying needs none of it.
"""

import importlib.util
from collections.abc import Iterable, Mapping, Sequence
from itertools import batched
from pathlib import Path
from typing import Any

_ROWS_A_GROUP = 5_000
_RENAMED = {"time_us": "time"}  # with a type of its own, the unit need not be in the name


def is_installed() -> bool:
    """Return whether Parquet can be written here."""
    return importlib.util.find_spec("pyarrow") is not None


def write(path: Path, rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> None:
    """Write these columns of the rows, group by group."""
    import pyarrow as pa  # noqa: PLC0415  # large, and optional
    from pyarrow import parquet  # noqa: PLC0415  # large, and optional

    types = {
        "index": pa.int64(),
        "time_us": pa.timestamp("us", tz="UTC"),
        "candidate": pa.int64(),
        "rules": pa.list_(pa.string()),
        "cwes": pa.list_(pa.string()),
    }
    schema = pa.schema([(_RENAMED.get(name, name), types.get(name, pa.string())) for name in columns])
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for group in batched(rows, _ROWS_A_GROUP):
            values = [[row[name] for row in group] for name in columns]
            arrays = [pa.array(column, field.type) for column, field in zip(values, schema, strict=True)]
            writer.write_table(pa.table(arrays, schema=schema))
