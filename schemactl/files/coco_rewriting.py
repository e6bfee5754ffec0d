"""COCO files are rewritten: numbers of categories, and the table of categories itself."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from schemactl.errors import SchemactlError
from schemactl.files.coco_file import category_of
from schemactl.files.coco_shapes import SHAPES
from schemactl.files.coco_tables import category_elements
from schemactl.files.dataset import Record
from schemactl.files.json_documents import as_text
from schemactl.files.json_edits import Edits, span_of
from schemactl.files.json_element import Element, decode
from schemactl.files.labels_after import LabelsAfter
from schemactl.files.list_gaps import ListGaps
from schemactl.files.rewriting import Relabel, Splice
from schemactl.files.stream import open_data

_KEY = b'"category_id"'
_NUMBER = re.compile(rb'[ \t\r\n]*:[ \t\r\n]*(-?[0-9]+|"[^"]*")[ \t\r\n]*[,}]')
_TYPES = frozenset(SHAPES)


class _Row(NamedTuple):
    """A row of the table of categories, and where it stands."""

    number: Any
    name: str
    offset: int


class CocoRewriting:
    """Rewrites the records of one file in order.

    A category whose name the release still knows stays as it is. Other labels of the release
    get the number of their index, or one above all others where that is taken; categories that
    it does not know leave.
    """

    def __init__(self, path: Path, after: LabelsAfter) -> None:
        """Read the table of categories. Raises SchemactlError as reading does."""
        self.after = after
        elements = category_elements(path)
        rows = list(_rows(path, elements))
        known = self.after.spellings
        self.left = frozenset(row.offset for row in rows if row.name not in known)
        self.last = elements[-1].offset if elements else None
        self.gap = _gap(path, elements)
        self.numbers: dict[tuple[str, str], Any] = {}
        for row in rows:
            if row.offset not in self.left:
                self._know(row)
        self.new = list(self._new_rows([row.number for row in rows])) if elements else []
        self.gaps = ListGaps()

    def _know(self, row: _Row) -> None:
        for task, words in self.after.words.items():
            if row.name in words:
                self.numbers.setdefault((task, words[row.name]), row.number)

    def _new_rows(self, numbers: list[Any]) -> Iterator[dict[str, Any]]:
        """Yield the rows of labels that have none, each with its number."""
        taken = {int(one) for one in numbers if str(one).lstrip("-").isdecimal()}
        is_text = any(isinstance(one, str) for one in numbers)
        for task, place in self.after.ranked(_TYPES):
            key = (task.id, place.label.id)
            if key not in self.numbers:
                index = place.label.index
                free = max(taken, default=-1) + 1
                number = free if index is None or index in taken else index
                taken.add(number)
                self.numbers[key] = str(number) if is_text else number
                yield category_of(task, place, self.numbers[key])

    def splices(self, record: Record, changes: Mapping[int, Relabel | None]) -> list[Splice]:
        """Return what changes in a record. Raises SchemactlError where a category is missing."""
        if record.section == "annotations":
            if not changes:
                return self.gaps.keep(record)
            change = changes[0]
            if change is None:
                return self.gaps.cut(record)
            return self.gaps.keep(record) + self._number(record, change)
        if record.section == "categories" and self.last is not None:
            return self._category(record)
        if record.section == "info":
            return self._info(record)
        return []

    def is_owed(self, section: str) -> bool:
        """Tell whether the next record of a section is to be asked for by itself."""
        return self.gaps.is_owed(section)

    def pass_by(self, section: str, end: int) -> None:
        """Take note of records up to an offset that stay."""
        self.gaps.pass_by(section, end)

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Let records be asked for out of their turn."""
        gaps, self.gaps = self.gaps, ListGaps()
        try:
            yield
        finally:
            self.gaps = gaps

    def _number(self, record: Record, change: Relabel) -> list[Splice]:
        if change.label is None:
            return []
        number = self.numbers.get((change.task, change.label))
        if number is None:
            what = f"line {record.line}: no category can be made of {change.task}/{change.label}"
            hint = "a file of COCO needs a list of `categories`, and labels need regions"
            raise SchemactlError(what, hint)
        span, new = _number_span(record.raw), orjson.dumps(number)
        return [] if record.raw[slice(*span)] == new else [Splice(*span, new)]

    def _category(self, record: Record) -> list[Splice]:
        is_kept = record.offset not in self.left
        new = self.new if record.offset == self.last else []
        written = self.gap.join(map(orjson.dumps, new))
        if is_kept:
            end = len(record.raw)
            added = [Splice(end, end, self.gap + written)] if new else []
            return self.gaps.keep(record) + added
        if new:
            return [*self.gaps.keep(record), Splice(0, len(record.raw), written)]
        return self.gaps.cut(record)

    def _info(self, record: Record) -> list[Splice]:
        edits = Edits()
        stamp = self.after.restamped(record.values.get("version"))
        if stamp is not None:
            edits.put(("version",), stamp)
        return edits.splices(record.raw)


def _rows(path: Path, elements: list[Element]) -> Iterator[_Row]:
    for element in elements:
        values = decode(path, element)
        number = values.get("id") if isinstance(values, dict) else None
        if type(number) in (int, str):
            name = as_text(values.get("name")) or str(number)
            yield _Row(number, name, element.offset)


def _gap(path: Path, elements: list[Element]) -> bytes:
    """Return what stands between the last two rows."""
    if len(elements) < 2:  # noqa: PLR2004
        return b", "
    begin = elements[-2].offset + len(elements[-2].raw)
    with open_data(path) as file:
        file.seek(begin)
        return file.read(elements[-1].offset - begin)


def _number_span(raw: bytes) -> tuple[int, int]:
    """Return where the number of the category stands.

    Without a backslash every quote begins or ends a text; so a key that stands there once can
    be nothing but the key, since the outermost object has it.
    """
    at = raw.find(_KEY)
    if at >= 0 and b"\\" not in raw and raw.find(_KEY, at + 1) < 0:
        found = _NUMBER.match(raw, at + len(_KEY))
        if found is not None:
            return found.span(1)
    return span_of(raw, ("category_id",))
