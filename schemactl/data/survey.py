"""Survey: one pass over data files for digests, counts, stamps and problems."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from schemactl.data.check_run import CheckRun
from schemactl.data.checking import Progress, refuse_changed, state_of
from schemactl.data.digests import Digests, LabelsDigest, RowsDigest, digest_bytes
from schemactl.data.fast_lane import FastLane, is_fast
from schemactl.data.fast_survey import FastSurvey
from schemactl.data.kinds import severity
from schemactl.data.options import DataOptions
from schemactl.data.placed import Placed
from schemactl.data.reading import DataReader, OpenedFile
from schemactl.data.row_digest import add_lines
from schemactl.data.row_source import RowSource
from schemactl.data.slicing import slice_of
from schemactl.data.stamps import Background
from schemactl.data.table_records import TableRecords
from schemactl.data.tally import Tally
from schemactl.errors import SchemactlError
from schemactl.files.dataset import Record
from schemactl.files.datasets import jsonl
from schemactl.files.datasets.catalog import files_of
from schemactl.files.stream import Chunk, line_chunks
from schemactl.model.annotation import Problem
from schemactl.model.release import SchemaRelease

# A survey deals with each file twice: for the digest of its bytes, and for what they say.
BYTES_PASSES = 2

_MOST_PROBLEMS = 10_000
_NOTHING = Background()


class BatchCount(NamedTuple):
    """How many annotations a batch has under one schema and guideline stamp."""

    batch: str | None
    schema: str | None
    guideline: str | None
    annotations: int


class Survey(NamedTuple):
    """What data files hold.

    `labels` leads from task to label id to count, `unknown_labels` from spellings to counts,
    `nones` from task to the number of answers without a label. `problems` are bounded;
    `summary` counts all of them by kind. `origins` counts annotations that say where they are
    from. `format` is that of the files; `slices` leads from task to label to slice to count, and
    is empty where there are too many.
    """

    digests: Digests
    records: int
    annotations: int
    items: int
    labels: dict[str, dict[str, int]]
    nones: dict[str, int]
    unknown_labels: dict[str, int]
    annotators: dict[str, int]
    batches: tuple[BatchCount, ...]
    problems: tuple[Problem, ...]
    summary: dict[str, int]
    origins: dict[str, int] = {}
    format: str = ""
    slices: dict[str, dict[str, dict[str, int]]] = {}
    has_too_many_slices: bool = False

    @property
    def errors(self) -> int:
        """The number of problems that are errors."""
        return sum(n for kind, n in self.summary.items() if severity(kind) == "error")

    @property
    def stamps(self) -> dict[str, int]:
        """The number of annotations under each schema stamp."""
        found: Counter[str] = Counter()
        for batch in self.batches:
            if batch.schema is not None:
                found[batch.schema] += batch.annotations
        return dict(found)


def survey(
    paths: list[Path],
    release: SchemaRelease,
    options: DataOptions,
    progress: Progress | None = None,
    background: Background | None = _NOTHING,
) -> Survey:
    """Read the files under a schema release. Raises SchemactlError for what cannot be read.

    Without background nothing is checked: there are no problems, and the result comes sooner.
    """
    files = [file for path in paths for file in files_of(path)]
    before = [state_of(file) for file in files]
    digest = digest_bytes(files, progress)
    walk = _Walk(paths, release, options, background)
    for path in paths:
        walk.walk(path, progress)
    walk.look_again()
    refuse_changed(files, before)
    return walk.result(digest)


class _Walk:
    """Collects what a survey says, record by record."""

    def __init__(
        self,
        paths: list[Path],
        release: SchemaRelease,
        options: DataOptions,
        background: Background | None,
    ) -> None:
        self.paths = paths
        self.options = options
        self.reader = DataReader(release.schema, options)
        self.run = (
            CheckRun(release.schema, background, options.item_from == "content")
            if background is not None
            else None
        )
        self.rows = RowsDigest()
        self.labels = LabelsDigest()
        self.tally = Tally()
        roles = options.role_columns()
        self.slice_column = roles.get("slice", "slice")
        self.fast = FastSurvey(
            self.rows, self.labels, self.tally, roles.get("origin"), self.slice_column
        )
        self.formats: set[str] = set()

    def walk(self, path: Path, progress: Progress | None) -> None:
        """Count all that a file holds."""
        opened = self.reader.open(path)
        self.formats.add(opened.format.NAME)
        if is_fast(opened, self.options) and isinstance(opened.reader, TableRecords):
            self._walk_lines(opened, opened.reader, progress)
            return
        for record, found in opened.placed():
            self.rows.add_record(path, record)
            self.count(path, record, found)
            if progress is not None:
                progress(len(record.raw))

    def _walk_lines(
        self, opened: OpenedFile, reader: TableRecords, progress: Progress | None
    ) -> None:
        """Count lines of JSON, of which most are fast."""
        lane = FastLane(
            reader.columns, self.run, self.fast.take, RowSource(reader.columns).read_parts
        )
        layout, path = self.options.layout(), opened.path

        def general(chunk: Chunk) -> Placed | None:
            clean = []
            for record in jsonl.records(path, chunk, layout):
                found = reader.placed(record)
                if self.count(path, record, found):
                    clean += found
            return clean[0] if len(clean) == 1 else None

        for chunk in line_chunks(path):
            add_lines(self.rows, path, chunk, self.options)
            lane.first(chunk, general)
            if progress is not None:
                progress(len(chunk.lines))
        opened.check()

    def records(self) -> Iterator[tuple[Path, Record, list[Placed]]]:
        """Yield every record of every file with its annotations."""
        for path in self.paths:
            for record, found in self.reader.read(path):
                yield path, record, found

    def count(self, path: Path, record: Record, found: list[Placed]) -> bool:
        """Count a record; tell whether it is one annotation with which nothing is wrong."""
        self.tally.records += 1
        is_clean = len(found) == 1 and not record.problems
        try:
            if self.run is not None:
                self.run.see_record(self.paths.index(path), record)
            group = slice_of(record.values, self.slice_column)
            for placed in found:
                if group is not None and placed.is_known:
                    self.tally.slices.add(placed.annotation.task, placed.annotation.label, group)
                is_clean = self._count_annotation(path, placed) and is_clean
        except SchemactlError as error:
            raise SchemactlError(f"{path}:{record.line}: {error.message}", error.hint) from error
        return is_clean

    def _count_annotation(self, path: Path, placed: Placed) -> bool:
        self.labels.add(placed.annotation, placed.is_known)
        self.tally.add(placed)
        if self.run is None:
            return placed.is_known and not placed.problems
        return self.run.see(self.paths.index(path), placed, self.reader.is_annotations)

    def look_again(self) -> None:
        """Find the lines of what only the whole data shows; most data needs no second reading."""
        if self.run is None or not self.run.suspect():
            return
        for path, _, found in self.records():
            for placed in found:
                self.run.look(self.paths.index(path), placed)

    def _problems(self) -> tuple[tuple[Problem, ...], dict[str, int]]:
        """Return the first problems, and how many there are of each kind."""
        if self.run is None:
            return (), {}
        log = self.run.finish()
        found = []
        for file, problem in islice(log, _MOST_PROBLEMS):
            named = f"{self.paths[file].name}: {problem.message}"
            found.append(problem._replace(message=named) if len(self.paths) > 1 else problem)
        return tuple(found), dict(sorted(log.summary.items()))

    def result(self, digest: str) -> Survey:
        """Return the whole."""
        tally = self.tally
        labels, nones = tally.by_label(self.reader.tasks)
        return Survey(
            Digests(digest, self.rows.value(), self.labels.value()),
            tally.records,
            tally.annotations,
            tally.items.distinct(),
            labels,
            nones,
            dict(tally.unknown.most_common()),
            dict(sorted(tally.annotators.items())),
            tuple(BatchCount(*key, number) for key, number in tally.batches.items()),
            *self._problems(),
            dict(sorted(tally.origins.items())),
            "+".join(sorted(self.formats)),
            tally.slices.table(self.reader.tasks),
            tally.slices.is_too_large,
        )
