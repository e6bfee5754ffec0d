"""Convert data from one format to another, and say what the other cannot."""

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from schemactl.data.item_log import ItemLog
from schemactl.data.key_bag import KeyBag
from schemactl.data.options import DataOptions
from schemactl.data.placed import Placed
from schemactl.data.reading import DataReader
from schemactl.data.spelling import written_labels
from schemactl.data.writable import other_places, writable
from schemactl.errors import AnswerIsBad, SchemactlError
from schemactl.files.dataset import Document, Loss, Record, Shape
from schemactl.files.datasets.catalog import named_format
from schemactl.files.losses import annotation_left_out
from schemactl.model.annotation import Annotation, Content
from schemactl.model.release import ReleasedSchema
from schemactl.model.similar import nearest

_MOST_LOSSES = 10_000

# Called with the number of bytes that were read since the last call.
Progress = Callable[[int], None]


class Conversion(NamedTuple):
    """What was written. `losses` are bounded; `summary` counts all of them by kind."""

    items: int
    annotations: int
    losses: tuple[Loss, ...]
    summary: dict[str, int]


def convert(
    paths: list[Path],
    schema: ReleasedSchema,
    options: DataOptions,
    to: str,
    out: Path,
    progress: Progress | None = None,
) -> Conversion:
    """Write the annotations of the files to `out`, which appears whole or not at all.

    `progress` is told the bytes of each record that was read.

    A table is written while the files are read; for a document the annotations of an item are
    collected first, in temporary files where they are many. Raises AnswerIsBad for
    annotations without a label that the schema has.
    """
    target = named_format(to)
    if target.SHAPE.is_document and options.out_label_as not in (None, "id"):
        hint = "leave --out-label-as out; the format has its own place for names"
        raise SchemactlError(f"{to} says itself how labels are written", hint)
    source = _Source(paths, DataReader(schema, options), progress)
    folder = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=_parent(out)))
    try:
        work = folder / out.name
        documents = source.whole(target.SHAPE) if target.SHAPE.is_document else source.single()
        losses = _Losses()
        for loss in target.write(work, documents, schema):
            losses.add(loss)
        losses.join(source.losses())
        source.refuse_unknown(schema)
        _publish(work, out)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    items = source.items.distinct()
    return Conversion(items, source.annotations, tuple(losses.first), dict(losses.counts))


def _parent(out: Path) -> Path:
    if not out.parent.is_dir():
        raise SchemactlError(f"{out.parent} is no folder", "make the folder first")
    return out.parent


def _publish(work: Path, out: Path) -> None:
    if out.is_dir():
        shutil.rmtree(out)
    work.replace(out)


class _Losses:
    """The losses so far: the first of them, and the number of each kind."""

    def __init__(self) -> None:
        self.first: list[Loss] = []
        self.counts: Counter[str] = Counter()

    def add(self, loss: Loss) -> None:
        self.counts[loss.kind] += 1
        if len(self.first) < _MOST_LOSSES:
            self.first.append(loss)

    def join(self, others: "_Losses") -> None:
        """Add others, of which only the first are known one by one."""
        self.counts += others.counts
        self.first += others.first[: _MOST_LOSSES - len(self.first)]


class _Source:
    """Reads what is to be written, and counts it."""

    def __init__(self, paths: list[Path], reader: DataReader, progress: Progress | None) -> None:
        self.paths = paths
        self.progress = progress
        self.reader = reader
        # Hashes of the items: the items themselves may be more than fit in memory.
        self.items = KeyBag()
        self.annotations = 0
        self.left_out: set[str] = set()
        self.unread = _Losses()
        self.unknown: Counter[str] = Counter()
        self.unreadable: list[str] = []

    def _placed(self) -> Iterator[Placed]:
        for path in self.paths:
            for record, found in self.reader.read(path):
                self._count_columns(record)
                if self.progress is not None:
                    self.progress(len(record.raw))
                self._note_unread(record, found)
                for placed in found:
                    self.annotations += 1
                    self.items.add(hash(placed.annotation.item))
                    self._look(path, placed)
                    yield placed

    def _count_columns(self, record: Record) -> None:
        """Note the columns of a table that say nothing about an annotation or its item."""
        if self.reader.columns is not None:
            self.left_out.update(record.values.keys() - self.reader.columns)

    def _note_unread(self, record: Record, found: list[Placed]) -> None:
        """Note what a record says that no annotation has."""
        for problem in record.problems:
            self.unread.add(Loss(problem.kind, problem.item, problem.message))
        # Tables have no uses, and columns that are not asked have no annotation.
        if len(record.uses) == len(found):
            for use, placed in zip(record.uses, found, strict=True):
                for loss in other_places(use, placed):
                    self.unread.add(loss)

    def losses(self) -> "_Losses":
        """Return a loss per thing that could not be read, and per column that is left out."""
        for column in sorted(self.left_out):
            message = f"column `{column}` has no place in an annotation"
            self.unread.add(Loss("column", None, message))
        return self.unread

    def _look(self, path: Path, placed: Placed) -> None:
        if placed.task is not None and placed.is_known and not placed.problems:
            return
        if placed.task is not None and placed.annotation.label and not placed.is_known:
            self.unknown[placed.annotation.label] += 1
        elif not self.unreadable and placed.problems:
            self.unreadable.append(f"{path}:{placed.line}: {placed.problems[0].message}")

    def single(self) -> Iterator[Document]:
        """Yield a document per annotation, in the order of the data."""
        form = self.reader.options.out_label_as or "id"
        spelled = {
            name: written_labels(task.taxonomy, form) for name, task in self.reader.tasks.items()
        }
        for placed in self._placed():
            annotation = placed.annotation
            if placed.is_known and annotation.label is not None:
                written = spelled[str(annotation.task)]
                label = written.get(annotation.label, annotation.label)
                annotation = annotation._replace(label=label)
            yield _document(annotation.item, placed.content, [annotation])

    def whole(self, shape: Shape) -> Iterator[Document]:
        """Yield a document per item, in the order in which items first appear.

        A question without an answer is left out where the format has no word for it: what it
        writes would say that nothing applies.
        """
        found = ItemLog()
        for placed in self._placed():
            annotation, losses = writable(placed)
            for loss in losses:
                self.unread.add(loss)
            if annotation is None:
                continue
            if _is_unanswered(annotation) and not (shape.says_skipped and _is_skipped(annotation)):
                why = f"there is no place for an answer that is {annotation.status}"
                self.unread.add(annotation_left_out(annotation, why))
                continue
            found.add(annotation, placed.content)
        yield from found.documents()

    def refuse_unknown(self, schema: ReleasedSchema) -> None:
        """Raise AnswerIsBad where labels or tasks are none of the schema's."""
        if self.unknown:
            labels = [place for task in self.reader.tasks.values() for place in task.spellings.ids]
            counted = ", ".join(f"{label!r} {n}" for label, n in self.unknown.most_common(5))
            hint = nearest(next(iter(self.unknown)), labels) or "see `schemactl data check`"
            name = f"{schema.name}@{schema.version}"
            raise AnswerIsBad(f"labels that {name} lacks: {counted}; nothing is written", hint)
        if self.unreadable:
            hint = "see all with `schemactl data check`"
            raise AnswerIsBad(f"{self.unreadable[0]}; nothing is written", hint)


def _is_unanswered(annotation: Annotation) -> bool:
    is_empty = annotation.label is None and annotation.value is None and annotation.region is None
    return is_empty and annotation.status != "final"


def _is_skipped(annotation: Annotation) -> bool:
    return annotation.status == "skipped"


def _document(item: str, content: Content | None, annotations: list[Annotation]) -> Document:
    return Document(item, (content or Content()).in_pixels(), tuple(annotations))
