"""The table of queue formats, and how a queue is written in one beside our own."""

from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import NamedTuple, Protocol, cast

from schemactl.files.dataset import Loss
from schemactl.migrate.queues.asking import Ask, asks
from schemactl.migrate.queues.sidecar import sidecar_of
from schemactl.model.release import ReleasedSchema


class QueueFormat(Protocol):
    """A module that writes questions for one labeling tool."""

    NAME: str

    def write(self, path: Path, asked: Iterable[Ask], start: ReleasedSchema) -> Iterator[Loss]:
        """Write the questions and yield what the tool cannot show; `start` is what they were.

        Everything is written when the iterator has ended.
        """
        ...


# Our own queue is JSON Lines, and needs nobody to write it.
OWN = "jsonl"

# The module that writes a format bears its name, and is imported when somebody wants it.
QUEUE_FORMATS = ("csv", "label-studio", "cvat", "labelbox", "doccano")


def queue_format(name: str) -> QueueFormat:
    """Return the module that writes a format."""
    module = import_module(f"schemactl.migrate.queues.{name.replace('-', '_')}")
    return cast(QueueFormat, module)


def write_queue(queue: Path, path: Path, name: str, start: ReleasedSchema) -> list[Loss]:
    """Write the questions of a queue of ours for a tool; the file appears whole or not at all."""
    part = path.with_name(f".{path.name}.part")
    try:
        losses = list(queue_format(name).write(part, asks(queue), start))
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return losses


class QueueExport(NamedTuple):
    """A queue that is written for a labeling tool; `start` is what its labels were."""

    path: Path
    name: str
    start: ReleasedSchema

    def write(self, queue: Path) -> list[Loss]:
        """Write it from a queue of ours, and return what the tool cannot show."""
        return write_queue(queue, self.path, self.name, self.start)


def placed_queue(path: Path, name: str, start: ReleasedSchema) -> tuple[Path, QueueExport | None]:
    """Return where our own queue goes, and what is written at the path where that is another."""
    if name == OWN:
        return path, None
    return sidecar_of(path), QueueExport(path, name, start)
