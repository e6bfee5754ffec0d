"""Survey: one pass over data files for digests, counts, stamps and problems."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from schemactl.data.check_run import CheckRun
from schemactl.data.checking import Progress, refuse_changed, state_of
from schemactl.data.digests import Digests, LabelsDigest, RowsDigest, digest_bytes
from schemactl.data.hash_bag import HashBag
from schemactl.data.kinds import severity
from schemactl.data.options import DataOptions
from schemactl.data.placed import Placed
from schemactl.data.reading import DataReader
from schemactl.data.stamps import Background
from schemactl.errors import SchemactlError
from schemactl.files.dataset import Record
from schemactl.files.datasets.catalog import files_of
from schemactl.model.annotation import Problem
from schemactl.model.release import SchemaRelease

# A survey deals with each file twice: for the digest of its bytes, and for what they say.
BYTES_PASSES = 2

_MOST_PROBLEMS = 10_000
_ITEM_HASH = 16
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
    `summary` counts all of them by kind.
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
    for path, record, found in walk.records():
        walk.count(path, record, found)
        if progress is not None:
            progress(len(record.raw))
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
        self.reader = DataReader(release.schema, options)
        self.run = (
            CheckRun(release.schema, background, options.item_from == "content")
            if background is not None
            else None
        )
        self.rows = RowsDigest()
        self.labels = LabelsDigest()
        self.items = HashBag(_ITEM_HASH)
        self.record_count = 0
        self.annotation_count = 0
        self.label_counts: Counter[tuple[str | None, str | None]] = Counter()
        self.unknown: Counter[str] = Counter()
        self.annotators: Counter[str] = Counter()
        self.batches: Counter[tuple[str | None, str | None, str | None]] = Counter()

    def records(self) -> Iterator[tuple[Path, Record, list[Placed]]]:
        """Yield every record of every file with its annotations."""
        for path in self.paths:
            for record, found in self.reader.read(path):
                yield path, record, found

    def count(self, path: Path, record: Record, found: list[Placed]) -> None:
        """Count a record."""
        self.record_count += 1
        try:
            named = record.values if record.section is None else {record.section: record.values}
            self.rows.add(named)
            if self.run is not None:
                self.run.see_record(self.paths.index(path), record)
            for placed in found:
                self._count_annotation(path, placed)
        except SchemactlError as error:
            raise SchemactlError(f"{path}:{record.line}: {error.message}", error.hint) from error

    def _count_annotation(self, path: Path, placed: Placed) -> None:
        annotation = placed.annotation
        self.labels.add(annotation, placed.is_known)
        item = hashlib.blake2b(annotation.item.encode(), digest_size=_ITEM_HASH).digest()
        self.items.add(item)
        if placed.is_known:
            self.label_counts[annotation.task, annotation.label] += 1
        elif annotation.label is not None:
            self.unknown[annotation.label] += 1
        if annotation.annotator is not None:
            self.annotators[annotation.annotator] += 1
        self.batches[annotation.batch, annotation.schema, annotation.guideline] += 1
        if self.run is not None:
            self.run.see(self.paths.index(path), placed, self.reader.is_annotations)
        self.annotation_count += 1

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
        labels: dict[str, dict[str, int]] = {task: {} for task in self.reader.tasks}
        nones: dict[str, int] = {}
        for (task, label), number in self.label_counts.items():
            if label is None:
                nones[str(task)] = number
            else:
                labels[str(task)][label] = number
        return Survey(
            Digests(digest, self.rows.value(), self.labels.value()),
            self.record_count,
            self.annotation_count,
            self.items.distinct(),
            labels,
            nones,
            dict(self.unknown.most_common()),
            dict(sorted(self.annotators.items())),
            tuple(BatchCount(*key, number) for key, number in self.batches.items()),
            *self._problems(),
        )
