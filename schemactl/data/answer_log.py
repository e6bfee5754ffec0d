"""AnswerLog: annotations that are to be compared with others of their item, grouped by item."""

import marshal
from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO, NamedTuple

from schemactl.data.spill import open_spill
from schemactl.model.annotation import Annotation

_PARTS = 64
_MOST_IN_MEMORY = 2**24


class Answer(NamedTuple):
    """An annotation with its file and line, and whether its label is one of the task's."""

    file: int
    line: int
    is_known: bool
    annotation: Annotation


class AnswerLog:
    """Collects annotations in parts by their item; what is too much waits in temporary files."""

    def __init__(self) -> None:
        self._parts = [bytearray() for _ in range(_PARTS)]
        self._files: list[BinaryIO] = []
        self._size = 0
        self.is_empty = True

    def add(self, answer: Answer) -> None:
        """Add an annotation."""
        self.is_empty = False
        # Values are what JSON may say, which marshal writes exactly; nobody else reads it.
        content = marshal.dumps((*answer[:3], *answer.annotation))
        self._parts[hash(answer.annotation.item) % _PARTS] += content
        self._size += len(content)
        if self._size > _MOST_IN_MEMORY:
            self._spill()

    def _spill(self) -> None:
        if not self._files:
            self._files = [open_spill(self) for _ in range(_PARTS)]
        for part, file in zip(self._parts, self._files, strict=True):
            file.write(part)
            part.clear()
        self._size = 0

    def by_item(self) -> Iterator[list[Answer]]:
        """Yield the annotations of each item in the order in which they were added."""
        for position, part in enumerate(self._parts):
            content = bytes(part)
            if self._files:
                file = self._files[position]
                file.seek(0)
                content = file.read() + content
            items: dict[str, list[Answer]] = defaultdict(list)
            reader = BytesIO(content)
            while reader.tell() < len(content):
                number, line, is_known, *fields = marshal.load(reader)
                answer = Answer(number, line, is_known, Annotation(*fields))
                items[answer.annotation.item].append(answer)
            yield from items.values()
