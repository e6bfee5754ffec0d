"""Recurring labels: what one release says as another one did is read once, and is one object.

Releases that follow each other differ in few labels. A command that holds thousands of them for as
long as it runs has them in a third of the memory here that they take as they are validated.
"""

import hashlib
from contextlib import suppress
from typing import Any

import orjson
from pydantic import ValidationError

from schemactl.model.label import Label

# Deeper nesting than JSON is written with, or a call may go down.
_TOO_DEEP = (orjson.JSONEncodeError, RecursionError)


class RecurringLabels:
    """The labels of the release that was read last, by what its document says of them."""

    def __init__(self) -> None:
        """Begin without knowing a label."""
        self._known: dict[bytes, Label] = {}
        self._before: dict[bytes, Label] = {}
        # What labels say is said by many of them.
        self._said: dict[frozenset[str], object] = {}

    def put_in(self, document: Any) -> None:
        """Put labels that are read in place of what the document of a schema says of them.

        What cannot be read stays there as it is, for those who say what is wrong with it.
        """
        self._before, self._known = self._known, {}
        if _lists(document, "tasks"):
            with suppress(*_TOO_DEEP):
                for task in document["tasks"]:
                    self._read_labels(task)

    def _read_labels(self, above: Any) -> None:
        """Read the labels of a task, or those below a label."""
        if _lists(above, "labels"):
            labels = above["labels"]
            for at, plain in enumerate(labels):
                labels[at] = self._label(plain)

    def _label(self, plain: Any) -> Any:
        content = _content(plain)
        label = self._before.get(content)
        if label is not None:
            self._keep(plain, content, label)
            return label
        self._read_labels(plain)
        try:
            label = self._compact(Label.model_validate(plain))
        except ValidationError:
            return plain
        self._known[content] = label
        return label

    def _keep(self, plain: Any, content: bytes, label: Label) -> None:
        """Know a label that stands here as it did before, and those below it."""
        self._known[content] = label
        if label.labels:
            for below, inner in zip(plain["labels"], label.labels, strict=True):
                self._keep(below, _content(below), inner)

    def _compact(self, label: Label) -> Label:
        """Return the label, which has the names of its fields in common with all others now.

        One that was validated has a dictionary of its own for them.
        """
        fields = _Fields()
        for name, value in vars(label).items():
            setattr(fields, name, value)
        said = self._said.setdefault(frozenset(label.model_fields_set), label.model_fields_set)
        # A label may not be changed; what it says is not.
        object.__setattr__(label, "__dict__", vars(fields))
        object.__setattr__(label, "__pydantic_fields_set__", said)
        return label


class _Fields:
    """The fields of a label. Python keeps names once for all objects that are filled alike."""


def _lists(plain: Any, key: str) -> bool:
    return isinstance(plain, dict) and isinstance(plain.get(key), list)


def _content(plain: Any) -> bytes:
    """Return what stands for a label: another one has it only if all values and types agree."""
    return hashlib.sha256(orjson.dumps(plain)).digest()
