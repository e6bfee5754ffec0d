"""CVAT's XML is rewritten: labels of shapes, tags and tracks, and the table of labels."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from schemactl.errors import SchemactlError
from schemactl.files.cvat_file import FORMS, label_element
from schemactl.files.dataset import Record
from schemactl.files.labels_after import LabelsAfter
from schemactl.files.rewriting import Relabel, Splice
from schemactl.files.signs.cvat import ZIP
from schemactl.files.xml_places import (
    Element,
    attribute_span,
    element_of,
    escaped,
    with_space,
)

_TYPES = frozenset(FORMS)
_ABOUT = ("task", "project", "job")
_SPACE = b" \t\r\n"


class _Row(NamedTuple):
    """A label in the table: where it stands, and what its elements say by their names."""

    element: Element
    said: dict[str, str]


class CvatRewriting:
    """Rewrites the elements of one file in order.

    A label of the table whose name the release still knows stays, in the colour of the release;
    the release's other labels come behind the last one.
    """

    def __init__(self, path: Path, after: LabelsAfter) -> None:
        """Take the file. Raises SchemactlError for an archive, whose bytes are packed."""
        with path.open("rb") as file:
            if file.read(len(ZIP)) == ZIP:
                hint = "unpack it, and name the annotations.xml in it"
                raise SchemactlError(f"{path}: an archive cannot be rewritten", hint)
        self.path = path
        self.after = after
        self.end = 0

    def splices(self, record: Record, changes: Mapping[int, Relabel | None]) -> list[Splice]:
        """Return what changes in an element. Raises SchemactlError where it cannot be said."""
        before, self.end = self.end, record.offset + len(record.raw)
        if record.section == "meta":
            return sorted(self._tables(record.raw, _root(record), record.values))
        if not changes:
            return []
        if record.section == "track":
            return self._track(record, changes, before)
        found = []
        root = _root(record)
        for position, change in changes.items():
            shape = root.children[int(record.uses[position].way[0])]
            if change is None:
                found.append(Splice(*with_space(record.raw, shape), b""))
            else:
                found += _label(record.raw, shape, change)
        return sorted(found)

    def _track(
        self, record: Record, changes: Mapping[int, Relabel | None], before: int
    ) -> list[Splice]:
        """Rewrite a track, whose shapes have one label, or cut it with the space before it."""
        fates = {changes.get(at, Relabel("", None, False)) for at in range(len(record.uses))}
        if len(fates) > 1:
            what = f"line {record.line}: the shapes of one track would get different labels"
            raise SchemactlError(what, "let the step decide by what all shapes of a track share")
        change = fates.pop()
        if change is not None:
            return _label(record.raw, _root(record), change)
        with self.path.open("rb") as file:
            file.seek(before)
            gap = file.read(record.offset - before)
        return [Splice(len(gap.rstrip(_SPACE)) - len(gap), len(record.raw), b"")]

    def _tables(self, raw: bytes, root: Element, told: dict[str, Any]) -> Iterator[Splice]:
        for element, inner in _children(root, told):
            if inner["tag"] in _ABOUT:
                for table, rows in _below(element, inner, "labels"):
                    yield from self._table(raw, table, rows)

    def _table(self, raw: bytes, table: Element, told: dict[str, Any]) -> Iterator[Splice]:
        rows = [_Row(element, _said(row)) for element, row in _children(table, told)]
        known = {row.said.get("name") for row in rows} & self.after.spellings
        for row in rows:
            name, parent = row.said.get("name", ""), row.said.get("parent") or None
            if (name if parent is None else parent) not in known:
                yield Splice(*with_space(raw, row.element), b"")
            elif parent is None:
                yield from self._colour(row)
        new = b"".join(self._new_rows(raw, rows, {str(name) for name in known}))
        if not new:
            return
        if table.is_alone:
            tag = raw[table.begin : table.end].rstrip(b"/> ")
            yield Splice(table.begin, table.end, tag + b">" + new + b"</" + table.name + b">")
        else:
            at = rows[-1].element.end if rows else table.inner
            yield Splice(at, at, new)

    def _new_rows(self, raw: bytes, rows: list[_Row], known: set[str]) -> Iterator[bytes]:
        """Yield the labels that the table has not, each with the space before the last one."""
        space = b""
        if rows:
            begin, _ = with_space(raw, rows[-1].element)
            space = raw[begin : rows[-1].element.begin]
        ids = {words[name] for words in self.after.words.values() for name in known & set(words)}
        for task, place in self.after.ranked(_TYPES):
            if place.label.id not in ids:
                ids.add(place.label.id)
                written = label_element(task, place.label)
                yield space + written.encode("ascii", "xmlcharrefreplace")

    def _colour(self, row: _Row) -> Iterator[Splice]:
        """Yield the new colour of a label that has one."""
        name, old = row.said["name"], row.said.get("color")
        labels = (
            self.after.label(task, words[name]).color
            for task, words in self.after.words.items()
            if name in words
        )
        new = next((color for color in labels if color is not None), None)
        if old and new is not None and new.lower() != old.lower():
            [color] = [one for one in row.element.children if one.name == b"color"]
            yield Splice(color.inner, color.close, escaped(new))


def _root(record: Record) -> Element:
    root = element_of(record.raw)
    if root is None:
        what = f"line {record.line}: tags are in an encoding that cannot be rewritten"
        raise SchemactlError(what, "save the file as UTF-8")
    return root


def _label(raw: bytes, element: Element, change: Relabel) -> list[Splice]:
    if change.label is None:
        return []
    return [Splice(*attribute_span(raw, element, b"label"), escaped(change.label))]


def _children(element: Element, told: dict[str, Any]) -> list[tuple[Element, dict[str, Any]]]:
    """Return the elements in an element with what they say."""
    return list(zip(element.children, told.get("#children", ()), strict=True))


def _below(
    element: Element, told: dict[str, Any], name: str
) -> Iterator[tuple[Element, dict[str, Any]]]:
    for child, inner in _children(element, told):
        if inner["tag"] == name:
            yield child, inner
        else:
            yield from _below(child, inner, name)


def _said(told: dict[str, Any]) -> dict[str, str]:
    return {one["tag"]: one.get("#text", "") for one in told.get("#children", ())}
