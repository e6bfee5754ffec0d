"""What data of our own format is known by."""

from collections.abc import Collection
from pathlib import Path

import orjson

from schemactl.files.dataset import BOM
from schemactl.files.parquet_file import column_names, open_parquet
from schemactl.files.signs import jsonl, parquet


def recognise(path: Path, head: bytes) -> bool:
    """Tell by a stamp beside a label or value in one of the first records, or as columns.

    A skipped item has neither label nor value, and keys that would be null may be left out: so
    the first record alone does not decide.
    """
    if parquet.recognise(path, head):
        with open_parquet(path) as file:
            return _is_stamped(column_names(path, file))
    if not jsonl.recognise(path, head):
        return False
    for line in head.removeprefix(BOM).splitlines():
        try:
            values = orjson.loads(line)
        except orjson.JSONDecodeError:
            continue
        if isinstance(values, dict) and _is_stamped(values):
            return True
    return False


def _is_stamped(names: Collection[str]) -> bool:
    return "schema" in names and ("label" in names or "value" in names)
