"""Questions of a small queue, and what becomes of answers to them."""

from pathlib import Path
from typing import Any

from schemactl.migrate.queue_file import Choice, Entry, Open
from schemactl.migrate.queues.asking import Ask
from schemactl.migrate.queues.catalog import write_queue
from tests.migrate.answering import Asked, asked

RUN = "0123456789abcdef"
TEXTS = (
    b'{"item": "=1", "text": "Late, <b>again</b>.", "label": "q"}\n{"item": "2", "label": "k"}\n'
)
CHOICES = (
    Choice("topic", "y", "It is y.", "labels/y.html"),
    Choice("topic", None, "It is neither."),
)
BOX = {"x": 1.0, "y": 2.0, "width": 3.0, "height": 4.0}
IMAGE = {"file": "a.png", "width": 10.0, "height": 20.0}


def a_run(folder: Path) -> Asked:
    """Return a run that asks one question about a text."""
    return asked(folder, TEXTS)


def written(run: Asked, name: str) -> Path:
    """Write the queue of a run for a tool."""
    path = run.folder / f"queue.{name}"
    assert write_queue(run.targets.queue, path, name, run.migration.start.schema) == []
    return path


def an_ask(**given: Any) -> Ask:
    """Return a question about a label of an item."""
    waiting = Open(0, "topic", "q", "q", "topic", choices=CHOICES, link="labels/q.html")
    entry = Entry(4, 7, 0, 0, "i4", b"", (waiting,), content={"text": "Where is it?"})
    found = {name: value for name, value in given.items() if name in Entry._fields}
    of_open = {name: value for name, value in given.items() if name in Open._fields}
    return Ask(RUN, entry._replace(**found), waiting._replace(**of_open))


def expected(label: str) -> bytes:
    """Return the file of the run above with an answer."""
    return TEXTS.replace(b'"q"', b'"%s"' % label.encode())
