"""Digests of a dataset version: over its bytes, its rows, and its labels.

The exact algorithms, for whoever implements them again, are in docs/reference/digests.md.
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Sequence
from operator import add
from pathlib import Path, PurePath
from typing import Any, NamedTuple

import orjson

from schemactl.data.canonical_row import (
    canonical_row,
    is_doubtful,
    plain_row,
    type_name,
)
from schemactl.data.coded import Coded
from schemactl.data.leaf_bag import LeafBag
from schemactl.data.row_lines import RowLines
from schemactl.errors import SchemactlError
from schemactl.files.dataset import Record
from schemactl.model.annotation import Annotation

BYTES = "schemactl-bytes-1"
ROWS = "schemactl-rows-1"
LABELS = "schemactl-labels-1"
LABEL_FIELDS = ("item", "task", "label", "region", "value", "attributes", "annotator")

_BLOCK = 2**20
_sha256, _dumps = hashlib.sha256, orjson.dumps
# How many combinations of columns and types are remembered; data has few of them.
_MOST_SHAPES = 4096


class Digests(NamedTuple):
    """The three digests of a dataset version, each `sha256:<64 hex digits>`."""

    bytes: str
    rows: str
    labels: str


class RowsDigest:
    """The digest `rows`: the same rows in any order, file and format give the same."""

    def __init__(self, may_be_apart: bool = False) -> None:
        """Start without rows; many are hashed in another process where that may be."""
        self.leaves = LeafBag(may_be_apart)
        self.columns: dict[str, set[str]] = {}
        self.lines = RowLines(self.columns)
        # Column names and types of rows seen, and which columns need a look each time.
        self._doubtful: dict[tuple[object, ...], tuple[str, ...]] = {}

    def add(self, values: dict[str, Any]) -> None:
        """Count a row. Raises SchemactlError for NaN and for what JSON cannot say."""
        shape = (*values, *map(type, values.values()))
        columns = self._doubtful.get(shape)
        if columns is None:
            columns = self._learn(values, shape)
        if columns:
            row = canonical_row(values, [values[column] for column in columns])
        else:
            row = plain_row(values)
        self.leaves.add(_sha256(b"\x00" + row).digest())

    def add_record(self, path: Path, record: Record) -> None:
        """Count what a record says. Raises SchemactlError as `add` does, with the place."""
        named = record.values if record.section is None else {record.section: record.values}
        try:
            self.add(named)
        except SchemactlError as error:
            raise SchemactlError(f"{path}:{record.line}: {error.message}", error.hint) from error

    def take(self, lines: bytes) -> bool:
        """Count whole lines of JSON; none of them, and False, where they need a closer look."""
        rows = self.lines.canonical(lines)
        if rows is None:
            return False
        self.leaves.take(rows)
        return True

    def _learn(self, values: dict[str, Any], shape: tuple[object, ...]) -> tuple[str, ...]:
        if len(self._doubtful) >= _MOST_SHAPES:
            self._doubtful.clear()
        for column, value in values.items():
            self.columns.setdefault(column, set()).add(type_name(value))
        doubtful = tuple(column for column, value in values.items() if is_doubtful(type(value)))
        self._doubtful[shape] = doubtful
        return doubtful

    def value(self) -> str:
        """Return the digest of the rows so far."""
        header = {
            "algorithm": ROWS,
            "columns": {column: sorted(types) for column, types in self.columns.items()},
            "rows": len(self.leaves),
        }
        return _sealed(header, self.leaves)


class LabelsDigest:
    """The digest `labels`: who said what of which item, whatever else the rows hold."""

    def __init__(self, may_be_apart: bool = False) -> None:
        """Start without annotations; many are hashed in another process where that may be."""
        self.leaves = LeafBag(may_be_apart)

    def add(self, annotation: Annotation, is_known: bool = True) -> bytes:
        """Count an annotation and return its leaf; an unknown label counts as it is written."""
        # 0, 1, 2: item, task, label; 3, 4, 5: region, value, attributes; 6: annotator.
        said: list[Any] = list(annotation[:7])
        if not is_known:
            said[2] = {"unknown": said[2]}
        has_inner = said[3] is not None or said[4] is not None or said[5] is not None
        row = canonical_row(said) if has_inner or not is_known else plain_row(said)
        leaf = _sha256(b"\x00" + row).digest()
        self.leaves.add(leaf)
        return leaf

    def extend(self, items: Sequence[str], ends: Coded) -> None:
        """Count annotations of known labels: their items, and what `end_of` says of the rest."""
        rest = map([end + b"\n" for end in ends.values].__getitem__, ends.codes.tolist())
        self.leaves.take(b"".join(map(add, _begins(items), rest)))

    def value(self) -> str:
        """Return the digest of the annotations so far."""
        header = {
            "algorithm": LABELS,
            "annotations": len(self.leaves),
            "fields": list(LABEL_FIELDS),
        }
        return _sealed(header, self.leaves)


def end_of(annotation: Annotation, annotator: str | None) -> bytes:
    """Return the canonical bytes of an annotation behind its item, as another annotator's."""
    return b"," + canonical_row([*annotation[1:6], annotator])[1:]


def _begins(items: Sequence[str]) -> list[bytes]:
    """Return what annotations begin with, up to their items."""
    written = _dumps(items)
    if b"\\" in written:
        return [b"[" + _dumps(item) for item in items]
    # Behind the first quote, and without escapes, each is where a text ends or the next begins.
    return (b'["' + written[2:-2].replace(b'","', b'"\n["') + b'"').split(b"\n")


def _sealed(header: dict[str, Any], leaves: LeafBag) -> str:
    written = orjson.dumps(header, option=orjson.OPT_SORT_KEYS)
    found = hashlib.sha256(written + b"\n" + leaves.merkle_root())
    return f"sha256:{found.hexdigest()}"


def digest_bytes(paths: Iterable[Path], progress: Callable[[int], None] | None = None) -> str:
    """Return the digest `bytes`; several files count with their paths below a common folder."""
    paths = list(paths)
    if len(paths) == 1:
        return f"sha256:{_sha256_of(paths[0], progress)}"
    full = refuse_twice(paths)
    folder = PurePath(os.path.commonpath([path.parent for path in full]))
    files = sorted(
        [path.relative_to(folder).as_posix(), _sha256_of(path, progress)] for path in full
    )
    lines: list[Any] = [{"algorithm": BYTES, "files": len(files)}, *files]
    listed = b"".join(orjson.dumps(line, option=orjson.OPT_SORT_KEYS) + b"\n" for line in lines)
    return f"sha256:{hashlib.sha256(listed).hexdigest()}"


def refuse_twice(paths: Iterable[Path]) -> list[Path]:
    """Return full paths. Raises SchemactlError where a file is given twice."""
    full = [Path(os.path.abspath(path)) for path in paths]  # noqa: PTH100 - links stay links
    if len(set(full)) < len(full):
        twice = next(path for path in full if full.count(path) > 1)
        raise SchemactlError(f"{twice.name} is given twice", "name each file once")
    return full


def _sha256_of(path: Path, progress: Callable[[int], None] | None) -> str:
    found = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            found.update(block)
            if progress is not None:
                progress(len(block))
    return found.hexdigest()
