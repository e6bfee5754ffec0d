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
from schemactl.files.coco_tables import category_elements, number_of
from schemactl.files.dataset import Record
from schemactl.files.heirs import NO_HEIRS, Heirs, rows_after
from schemactl.files.json_documents import as_list, as_text
from schemactl.files.json_edits import Edits, span_of
from schemactl.files.json_element import Element, decode
from schemactl.files.labels_after import LabelsAfter
from schemactl.files.list_gaps import ListGaps
from schemactl.files.rewriting import Relabel, Splice
from schemactl.files.stream import open_data

_KEY = b'"category_id"'
_NUMBER = re.compile(rb'[ \t\r\n]*:[ \t\r\n]*(-?[0-9]+|"[^"]*")[ \t\r\n]*[,}]')
_TYPES = frozenset(SHAPES)
_POINTS = ("keypoints", "skeleton")


class _Row(NamedTuple):
    """A row of the table of categories: what it says, its number, its name, its place."""

    values: dict[str, Any]
    number: Any
    name: str
    offset: int

    @property
    def points(self) -> list[Any]:
        """The names of the points of its annotations."""
        return as_list(self.values.get("keypoints"))


class CocoRewriting:
    """Rewrites the records of one file in order.

    A category whose name the release still knows stays as it is. Other labels of the release
    get the number of their index, or one above all others where that is taken, and what else is
    told of the category that led to them; categories that the release does not know leave.
    """

    def __init__(self, path: Path, after: LabelsAfter) -> None:
        """Read the table of categories. Raises SchemactlError as reading does."""
        self.after = after
        elements = category_elements(path)
        self.rows = list(_rows(path, elements))
        self.last = elements[-1].offset if elements else None
        self.gap = _gap(path, elements)
        self.gaps = ListGaps()
        self.inherit(NO_HEIRS)

    def inherit(self, heirs: Heirs) -> None:
        """Take where labels lead, before the first record is asked for."""
        found = rows_after([row.name for row in self.rows], self.after, heirs)
        rows = list(enumerate(self.rows))
        self.left = frozenset(row.offset for at, row in rows if at not in found.kept)
        # The names of the points of annotations, by their numbers; the first row of one counts.
        self.points = {row.number: row.points for row in reversed(self.rows)}
        self.numbers: dict[tuple[str, str], Any] = {}
        for at in sorted(found.kept):
            self._know(self.rows[at])
        models = {label: self.rows[at].values for label, at in found.models.items()}
        self.new = list(self._new_rows(models)) if self.last is not None else []
        self.points |= {row["id"]: as_list(row.get("keypoints")) for row in self.new}

    def _know(self, row: _Row) -> None:
        for task, words in self.after.words.items():
            if row.name in words:
                self.numbers.setdefault((task, words[row.name]), row.number)

    def _new_rows(self, models: Mapping[str, dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """Yield the rows of labels that have none, each with its number."""
        numbers = [row.number for row in self.rows]
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
                row = category_of(task, place, self.numbers[key])
                yield {
                    **row,
                    **models.get(place.label.id, {}),
                    "id": row["id"],
                    "name": row["name"],
                }

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
        old = number_of(record.values.get("category_id"))
        if (points := self.points.get(old)) and points != self.points.get(number):
            what = f"line {record.line}: the points of {change.task}/{change.label} are not"
            hint = "give both categories the same `keypoints`, and migrate again"
            raise SchemactlError(f"{what} those of category {old}: {_told(points)}", hint)
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
            yield _Row(values, number, name, element.offset)


def _like(model: dict[str, Any], row: dict[str, Any]) -> dict[str, Any]:
    """Return a row that says what its model does; points go with the lines between them."""
    is_told = "keypoints" in model
    own = {key: value for key, value in row.items() if not is_told or key not in _POINTS}
    return {**own, **model, "id": row["id"], "name": row["name"]}


def _told(points: list[Any]) -> str:
    return ", ".join(map(str, points))


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
