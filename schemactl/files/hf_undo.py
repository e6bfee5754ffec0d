"""Undo of Hugging Face datasets: the columns, schemas and small files that were rewritten.

What is kept is a stretch of joined files (`joined`): first what there is (`HEAD`), then for each
data file its schema as a message of Arrow and, where rows changed, the columns that did in all
rows as a Parquet file; and other files as they were.
"""

import tempfile
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import orjson

from schemactl.errors import SchemactlError
from schemactl.files.arrow import arrow
from schemactl.files.hf_tables import open_tables, writer_like
from schemactl.files.joined import Sink, join, take_apart
from schemactl.files.parquet_groups import Form, open_groups, writer
from schemactl.files.parquet_undo import RowsInOrder

MAGIC = b'{"schemactl_tables":'
ONLY = "data"

_FORMAT = 1
_HEAD = "HEAD"


class Keeper:
    """Collects in a folder what undoing needs, file by file."""

    def __init__(self, folder: Path, *, is_folder: bool) -> None:
        """Begin in an empty folder; a dataset is one data file, or a folder."""
        self.folder = folder
        self.is_folder = is_folder
        self.files: list[dict[str, Any]] = []

    def keep_bytes(self, name: str, content: bytes) -> None:
        """Keep a file as it was."""
        self.files.append({"name": name, "kind": "bytes"})
        self._at(f"{name}.bytes").write_bytes(content)

    def keep_nothing(self, name: str) -> None:
        """Note a file that did not change."""
        self.files.append({"name": name, "kind": "same"})

    def keep_table(self, name: str, schema: Any, columns: Sequence[int]) -> Any:
        """Keep the schema of a data file; returns what takes each of its tables."""
        self.files.append({"name": name, "kind": "table", "columns": list(columns)})
        self._at(f"{name}.schema").write_bytes(schema.serialize().to_pybytes())
        if not columns:
            return None
        fields = arrow().schema([schema.field(number) for number in columns])
        return writer(self._at(f"{name}.rows"), Form(fields, {"compression": "zstd"}))

    def finish(self, out: Sink) -> None:
        """Write all that was kept as one stretch."""
        told = {"schemactl_tables": _FORMAT, "is_folder": self.is_folder, "files": self.files}
        (self.folder / _HEAD).write_bytes(orjson.dumps(told))
        names = sorted(
            found.relative_to(self.folder).as_posix()
            for found in self.folder.rglob("*")
            if found.is_file() and found.name != _HEAD
        )
        join(self.folder, [_HEAD, *names], out)

    def _at(self, name: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path


def restore_tables(source: Path, kept: Path, out: Sink) -> None:
    """Write the plain bytes of the dataset before, from those of the output and what was kept.

    Raises SchemactlError where the two do not belong together.
    """
    with tempfile.TemporaryDirectory(prefix="schemactl-") as top:
        undo, after, before = (Path(top, name) for name in ("undo", "after", "before"))
        take_apart(kept, undo)
        told = orjson.loads((undo / _HEAD).read_bytes())
        if told["is_folder"]:
            take_apart(source, after)
        else:
            after.mkdir()
            (after / ONLY).symlink_to(source.absolute())
        for one in told["files"]:
            _restore(one, undo, after, before)
        names = [one["name"] for one in told["files"]]
        if told["is_folder"]:
            join(before, names, out)
        else:
            with (before / ONLY).open("rb") as file:
                while block := file.read(2**20):
                    out.write(block)


def _restore(one: dict[str, Any], undo: Path, after: Path, before: Path) -> None:
    name = one["name"]
    target = before / name
    target.parent.mkdir(parents=True, exist_ok=True)
    if not (after / name).exists():
        hint = "name the folder that the migration wrote, and its own undo file"
        raise SchemactlError(f"there is no {name}, for which the undo file was made", hint)
    if one["kind"] == "same":
        target.symlink_to(after / name)
    elif one["kind"] == "bytes":
        target.symlink_to(undo / f"{name}.bytes")
    else:
        _restore_table(one["columns"], undo / name, after / name, target)


def _restore_table(columns: Sequence[int], kept: Path, after: Path, target: Path) -> None:
    written = kept.with_name(f"{kept.name}.schema").read_bytes()
    schema = arrow().ipc.read_schema(arrow().py_buffer(written))
    rows = kept.with_name(f"{kept.name}.rows")
    with (
        open_tables(after) as (_, tables),
        writer_like(after, target, schema) as write,
        open_groups(rows) if columns else nullcontext() as file,
    ):
        olds = RowsInOrder(rows, file) if columns else None
        for table in tables:
            found = list(table.columns)
            if olds is not None:
                old = olds.take(table.num_rows)
                for place, number in enumerate(columns):
                    found[number] = old.column(place)
            write(arrow().Table.from_arrays(found, schema=schema))
