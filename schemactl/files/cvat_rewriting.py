"""CVAT's XML is rewritten: labels of shapes, tags and tracks, and the table of labels."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from schemactl.errors import SchemactlError
from schemactl.files.cvat_file import FORMS, label_element
from schemactl.files.dataset import Record
from schemactl.files.heirs import NO_HEIRS, Heirs, rows_after
from schemactl.files.labels_after import LabelsAfter
from schemactl.files.rewriting import Relabel, Splice, spliced
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
    """A label in the table: where it stands, what its elements say, its attributes by names."""

    element: Element
    said: dict[str, str]
    asked: dict[str, Element]

    @property
    def name(self) -> str:
        return self.said.get("name", "")

    def inner(self, name: bytes) -> Element | None:
        """Return an element of it."""
        return next((one for one in self.element.children if one.name == name), None)


class CvatRewriting:
    """Rewrites the elements of one file in order.

    A label of the table whose name the release still knows stays, in the colour of the release,
    and one whose shapes all get a label that the table has not becomes that one. The release's
    other labels come behind the last one, with the attributes of the label that led to them.
    """

    def __init__(self, path: Path, after: LabelsAfter) -> None:
        """Take the file. Raises SchemactlError for an archive, whose bytes are packed."""
        with path.open("rb") as file:
            if file.read(len(ZIP)) == ZIP:
                hint = "unpack it, and name the annotations.xml in it"
                raise SchemactlError(f"{path}: an archive cannot be rewritten", hint)
        self.path = path
        self.after = after
        self.heirs = NO_HEIRS
        self.end = 0

    def inherit(self, heirs: Heirs) -> None:
        """Take where labels lead, before the first record is asked for."""
        self.heirs = heirs

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
        rows = [_Row(one, _said(row), _asked(one, row)) for one, row in _children(table, told)]
        tops = [row for row in rows if not row.said.get("parent")]
        found = rows_after([row.name for row in tops], self.after, self.heirs)
        names = {tops[at].name: tops[at].name for at in found.kept}
        names |= {tops[at].name: label for at, label in found.renamed.items()}
        for row in rows:
            name, parent = row.name, row.said.get("parent") or None
            if (name if parent is None else parent) not in names:
                yield Splice(*with_space(raw, row.element), b"")
            elif parent is None:
                yield from self._written(raw, row, names[name], tops)
            elif names[parent] != parent:
                yield from _put(row, b"parent", names[parent])
        models = {label: tops[at] for label, at in found.models.items()}
        new = b"".join(self._new_rows(raw, rows, models, set(names.values())))
        if not new:
            return
        if table.is_alone:
            tag = raw[table.begin : table.end].rstrip(b"/> ")
            yield Splice(table.begin, table.end, tag + b">" + new + b"</" + table.name + b">")
        else:
            at = rows[-1].element.end if rows else table.inner
            yield Splice(at, at, new)

    def _new_rows(
        self, raw: bytes, rows: list[_Row], models: Mapping[str, _Row], known: set[str]
    ) -> Iterator[bytes]:
        """Yield the labels that the table has not, each with the space before the last one."""
        space = b""
        if rows:
            begin, _ = with_space(raw, rows[-1].element)
            space = raw[begin : rows[-1].element.begin]
        ids = {words[name] for words in self.after.words.values() for name in known & set(words)}
        for task, place in self.after.ranked(_TYPES):
            label = place.label
            if label.id in ids:
                continue
            ids.add(label.id)
            model = models.get(label.id)
            if model is None:
                yield space + label_element(task, label).encode("ascii", "xmlcharrefreplace")
                continue
            tops = [row for row in rows if not row.said.get("parent")]
            splices = list(self._written(raw, model, label.id, tops))
            yield space + _copy(raw, model, [*splices, *_bare(raw, model, label.color)])
            for part in (row for row in rows if row.said.get("parent") == model.name):
                yield space + _copy(raw, part, _put(part, b"parent", label.id))

    def _written(self, raw: bytes, row: _Row, name: str, tops: list[_Row]) -> Iterator[Splice]:
        """Yield what gives a row its name, its colour, and the attributes of its new shapes."""
        if name != row.name:
            yield from _put(row, b"name", name)
        old = row.said.get("color")
        labels = (
            self.after.label(task, words[name]).color
            for task, words in self.after.words.items()
            if name in words
        )
        new = next((color for color in labels if color is not None), None)
        if old and new is not None and new.lower() != old.lower():
            yield from _put(row, b"color", new)
        more: dict[str, bytes] = {}
        for one in tops:
            if one is not row and name in {label for _, label in self.heirs.of(one.name)}:
                for asked, place in one.asked.items():
                    if asked not in row.asked:
                        more.setdefault(asked, raw[place.begin : place.end])
        if more:
            yield _ask(row, b"".join(more.values()))


def _ask(row: _Row, more: bytes) -> Splice:
    """Return what adds attributes to a label."""
    listed = row.inner(b"attributes")
    if listed is None or listed.is_alone:
        at = (row.element.close,) * 2 if listed is None else (listed.begin, listed.end)
        return Splice(*at, b"<attributes>" + more + b"</attributes>")
    return Splice(listed.close, listed.close, more)


def _put(row: _Row, name: bytes, text: str) -> Iterator[Splice]:
    """Yield what an element of a row says from now on."""
    element = row.inner(name)
    if element is not None:
        yield Splice(element.inner, element.close, escaped(text))


def _bare(raw: bytes, row: _Row, color: str | None) -> Iterator[Splice]:
    """Yield what takes its colour from a row that is not to look like another one."""
    old = row.inner(b"color")
    if old is not None and color is None:
        yield Splice(*with_space(raw, old), b"")


def _copy(raw: bytes, row: _Row, splices: Iterable[Splice]) -> bytes:
    """Return a row once more, with what is other in it."""
    begin = row.element.begin
    moved = [Splice(one.begin - begin, one.end - begin, one.new) for one in sorted(splices)]
    return spliced(raw[begin : row.element.end], moved)


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


def _asked(element: Element, told: dict[str, Any]) -> dict[str, Element]:
    """Return the attributes of a label by their names."""
    return {
        _said(one).get("name", ""): place
        for inner, listed in _children(element, told)
        if listed["tag"] == "attributes"
        for place, one in _children(inner, listed)
    }


def _said(told: dict[str, Any]) -> dict[str, str]:
    return {one["tag"]: one.get("#text", "") for one in told.get("#children", ())}
