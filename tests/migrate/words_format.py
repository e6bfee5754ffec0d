"""A document format for tests: a line is an item with words of the form task=label."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from schemactl.files.dataset import Document, Layout, Loss, Record, Shape, Use
from schemactl.files.rewriting import Relabel, Splice
from schemactl.model.annotation import Annotation, Content
from schemactl.model.release import ReleasedSchema

NAME = "words"
SHAPE = Shape(is_document=True)


def recognise(path: Path, head: bytes) -> bool:
    """Tell by the name."""
    del head
    return path.suffix == ".words"


def read(path: Path, layout: Layout) -> Iterator[Record]:
    """Yield a record per line: `item: topic=a topic=b`."""
    del layout
    offset = 0
    for number, raw in enumerate(path.read_bytes().splitlines(keepends=True), 1):
        item, _, words = raw.decode().partition(":")
        pairs = [word.split("=") for word in words.split()]
        uses = tuple(
            Use(Annotation(item, task, label), (), Content(text=item)) for task, label in pairs
        )
        yield Record(number, offset, raw, {"n": len(item)}, uses)
        offset += len(raw)


def write(path: Path, documents: Iterable[Document], schema: ReleasedSchema) -> Iterator[Loss]:
    """Write nothing."""
    del path, documents, schema
    return iter(())


class Words:
    """Rewrites words; a word that goes leaves a hyphen."""

    def splices(self, record: Record, changes: Mapping[int, Relabel | None]) -> list[Splice]:
        """Return the words that change."""
        found, at = [], record.raw.index(b":") + 1
        for position, word in enumerate(record.raw[at:].split()):
            begin = record.raw.index(word, at)
            at = begin + len(word)
            if position in changes:
                change = changes[position]
                new = b"-=-" if change is None else f"{change.task}={change.label}".encode()
                found.append(Splice(begin, at, new))
        return found


def rewriting(path: Path, layout: Layout, schema: ReleasedSchema) -> Words:
    """Return what rewrites a file."""
    del path, layout, schema
    return Words()
