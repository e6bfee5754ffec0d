"""annotations: our own format, one JSON object per annotation, stamped with its schema."""

from collections.abc import Iterator
from pathlib import Path

import orjson

from schemactl.files.dataset import BOM, Layout, Record, Shape
from schemactl.files.datasets import jsonl

NAME = "annotations"
SHAPE = Shape(is_annotations=True)


def recognise(path: Path, head: bytes) -> bool:
    """Tell by a stamp beside a label or value in one of the first records.

    A skipped item has neither label nor value, and keys that would be null may be left out: so
    the first record alone does not decide.
    """
    if not jsonl.recognise(path, head):
        return False
    for line in head.removeprefix(BOM).splitlines():
        try:
            values = orjson.loads(line)
        except orjson.JSONDecodeError:
            continue
        if (
            isinstance(values, dict)
            and "schema" in values
            and ("label" in values or "value" in values)
        ):
            return True
    return False


def read(path: Path, layout: Layout) -> Iterator[Record]:
    """Yield one record per line, as for jsonl."""
    return jsonl.read(path, layout)
