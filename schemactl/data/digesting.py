"""Digesting: the digests of data files that are wanted, and nothing else."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from schemactl.data.apart import Errand, may_hire
from schemactl.data.checking import Progress, refuse_changed, state_of
from schemactl.data.digests import Digests, LabelsDigest, RowsDigest, digest_bytes, refuse_twice
from schemactl.data.fast_labels import FastLabels
from schemactl.data.fast_lane import FastLane, Judged, is_fast
from schemactl.data.fast_rows import Rows
from schemactl.data.options import DataOptions
from schemactl.data.placed import Placed
from schemactl.data.reading import DataReader, OpenedFile
from schemactl.data.row_digest import add_lines, digest_rows
from schemactl.data.row_source import RowSource
from schemactl.data.table_records import TableRecords
from schemactl.errors import SchemactlError
from schemactl.files.dataset import Record
from schemactl.files.datasets import jsonl
from schemactl.files.datasets.catalog import files_of
from schemactl.files.stream import Chunk, line_chunks
from schemactl.model.release import SchemaRelease

# Below so many bytes, another process takes longer to begin than it helps.
_LONG = 2**24

# What is no part of the digest of labels, whether it is as it should be or not.
_SILENT = frozenset({"at", "batch", "confidence", "text"})


class Digested(NamedTuple):
    """The digests that were asked for, by name, and how often each unknown label stands there."""

    digests: dict[str, str]
    unknown_labels: dict[str, int]


def digest_data(
    paths: Sequence[Path],
    release: SchemaRelease | None,
    options: DataOptions,
    wanted: Collection[str] = Digests._fields,
    progress: Progress | None = None,
    may_be_apart: bool = False,
) -> Digested:
    """Return the same digests as a survey does. Raises SchemactlError for what is unreadable.

    Only `labels` needs a release. Long files take less time where other processes may have a part
    in it.
    """
    files = [file for path in paths for file in files_of(path)]
    refuse_twice(files)
    before = [state_of(file) for file in files]
    found: dict[str, str] = {}
    unknown: Counter[str] = Counter()

    def add_bytes() -> None:
        if "bytes" in wanted:
            found["bytes"] = digest_bytes(files, progress)

    if "labels" in wanted and release is not None:
        walk = _Walk(DataReader(release.schema, options), LabelsDigest(may_be_apart), progress)
        is_long = sum(size for size, _ in before) >= _LONG
        if "rows" not in wanted:
            walk.walk(paths)
        else:
            is_apart = may_be_apart and is_long and may_hire()
            found["rows"] = walk.with_rows(paths, is_apart, add_bytes)
        found["labels"], unknown = walk.labels.value(), walk.unknown
    elif "rows" in wanted:
        found["rows"] = digest_rows(paths, options, progress, may_be_apart)
    if "bytes" not in found:
        add_bytes()
    refuse_changed(files, before)
    in_order = {name: found[name] for name in Digests._fields if name in found}
    return Digested(in_order, dict(unknown.most_common()))


class _Walk:
    """Reads files, record by record or many lines at once."""

    def __init__(self, reader: DataReader, labels: LabelsDigest, progress: Progress | None) -> None:
        self.options = reader.options
        self.reader = reader
        self.labels = labels
        self.progress = progress
        self.rows: RowsDigest | None = None
        self.fast = FastLabels(labels)
        self.unknown: Counter[str] = Counter()

    def with_rows(
        self, paths: Sequence[Path], is_apart: bool, meanwhile: Callable[[], None]
    ) -> str:
        """Count all that files hold, and return the digest of rows, perhaps of another process.

        While that one may still be at work, this one does what there is to do meanwhile.
        """
        if not is_apart:
            self.rows = RowsDigest()
            self.walk(paths)
            return self.rows.value()
        errand = Errand(digest_rows, paths, self.options)
        try:
            self.walk(paths)
            meanwhile()
            return str(errand.result())
        finally:
            errand.dismiss()

    def walk(self, paths: Sequence[Path]) -> None:
        """Count all that files hold."""
        for size in chain.from_iterable(map(self._sizes, paths)):
            if self.progress is not None:
                self.progress(size)

    def _sizes(self, path: Path) -> Iterator[int]:
        """Count all that a file holds; yield how many bytes were read since the last time."""
        opened = self.reader.open(path)
        if is_fast(opened, self.options) and isinstance(opened.reader, TableRecords):
            yield from self._walk_lines(opened, opened.reader)
            return
        for record, found in opened.placed():
            if self.rows is not None:
                self.rows.add_record(path, record)
            self._count(path, record, found)
            yield len(record.raw)

    def _walk_lines(self, opened: OpenedFile, reader: TableRecords) -> Iterator[int]:
        """Count lines of JSON, of which most are fast."""
        path = opened.path

        def general(chunk: Chunk) -> Placed | None:
            clean = []
            for record in jsonl.records(path, chunk, self.options.layout()):
                found = reader.placed(record)
                if self._count(path, record, found):
                    clean += found
            return clean[0] if len(clean) == 1 else None

        roles = {role: name for role, name in reader.columns.items() if role not in _SILENT}
        lane = FastLane(roles, None, self._take, RowSource(roles).read_parts)
        for chunk in line_chunks(path):
            lane.first(chunk, general)
            if self.rows is not None:
                add_lines(self.rows, path, chunk, self.options)
            yield len(chunk.lines)
        opened.check()

    def _take(self, rows: Rows, judged: Judged) -> None:
        del rows
        self.fast.take(judged)

    def _count(self, path: Path, record: Record, found: list[Placed]) -> bool:
        """Count the annotations of a record; tell whether it is one with which nothing is wrong."""
        try:
            for one in found:
                self.labels.add(one.annotation, one.is_known)
                if not one.is_known and one.annotation.label is not None:
                    self.unknown[one.annotation.label] += 1
        except SchemactlError as error:
            raise SchemactlError(f"{path}:{record.line}: {error.message}", error.hint) from error
        is_clean = all(one.is_known and not one.problems for one in found)
        return is_clean and len(found) == 1 and not record.problems
