"""Folders of YOLO are rewritten: the class of each line, and the tables of classes."""

from collections.abc import Iterator, Mapping
from typing import Any

from schemactl.errors import SchemactlError
from schemactl.files.dataset import BOM, Record
from schemactl.files.heirs import NO_HEIRS, Heirs, rows_after
from schemactl.files.labels_after import LabelsAfter
from schemactl.files.rewriting import Relabel, Splice
from schemactl.files.yaml_edit import scalar_fix
from schemactl.files.yaml_entries import entry_fixes
from schemactl.files.yaml_tree import Document
from schemactl.files.yaml_write import render_scalar
from schemactl.files.yolo_folder import labelmap_of
from schemactl.files.yolo_pose import Points, names_after
from schemactl.model.finding import Fix

_TYPES = frozenset({"box", "polygon"})


class YoloRewriting:
    """Rewrites the records of one folder.

    Classes have the numbers from 0 without a gap, as YOLO wants them. A name that the release
    knows keeps its number where that is one of them; other labels of the release take the
    lowest that are free, and then names that had a number beyond.
    """

    def __init__(self, names: Mapping[str, str], after: LabelsAfter, points: Points) -> None:
        """Take the names of the classes by their numbers, and what is told of their points.

        Raises SchemactlError without labels.
        """
        self.classes = names
        self.after = after
        self.points = points
        self.inherit(NO_HEIRS)

    def inherit(self, heirs: Heirs) -> None:
        """Take where labels lead, before the first record. Raises SchemactlError without labels."""
        types = _TYPES | {"keypoints"} if self.points.number else _TYPES
        listed = list(self.classes.items())
        found = rows_after([name for _, name in listed], self.after, heirs)
        kept = dict(listed[at] for at in sorted(found.kept))
        new = self._new(types, set(kept.values()))
        if not kept and not new:
            what = f"{self.after.stamp} has no label for a class"
            raise SchemactlError(what, "boxes and outlines have classes")
        self.names: dict[str, str] = {}
        self.moves: dict[str, str] = {}
        self._number(kept, new)
        self.numbers: dict[tuple[str, str], str] = {}
        for at in range(len(self.names)):
            for place in self._meant(self.names[str(at)]):
                self.numbers.setdefault(place, str(at))
        # The old numbers of classes that stay, or led to a new one.
        self.models = {new: old for old, new in self.moves.items()}
        for number, name in self.names.items():
            if name in found.models:
                self.models.setdefault(number, listed[found.models[name]][0])
        self.told = names_after(self.points.names, self.models, list(self.names))

    def _new(self, types: frozenset[str], kept: set[str]) -> list[str]:
        """Return the labels that no class has, in the order of tasks, then of indexes."""
        had = {label for name in kept for _, label in self._meant(name)}
        tasks = self.after.schema.tasks
        ranked = sorted(
            (tasks.index(task), place.label.index or 0, place.label.id)
            for task, place in self.after.ranked(types)
        )
        return list(dict.fromkeys(label for _, _, label in ranked if label not in had))

    def _meant(self, name: str) -> list[tuple[str, str]]:
        """Return the labels that a class may mean, with their tasks."""
        words = self.after.words.items()
        return [(task, known[name]) for task, known in words if name in known]

    def _number(self, kept: Mapping[str, str], new: list[str]) -> None:
        """Number the classes, and tell where those that stay have gone."""
        numbers = [str(at) for at in range(len(kept) + len(new))]
        beyond: list[tuple[str, str]] = []
        for number, name in kept.items():
            if number in numbers:
                self.names[number] = name
                self.moves[number] = number
            else:
                beyond.append((number, name))
        free = [number for number in numbers if number not in self.names]
        self.names |= dict(zip(free, [*new, *(name for _, name in beyond)], strict=True))
        moved = free[len(new) :]
        self.moves |= {old: at for (old, _), at in zip(beyond, moved, strict=True)}

    def splices(self, record: Record, changes: Mapping[int, Relabel | None]) -> list[Splice]:
        """Return what changes in a record. Raises SchemactlError where no class is the label."""
        if record.section == "labels":
            return self._line(record, changes) if record.raw else self._empty(record, changes)
        raw = record.raw
        if record.section == "names":
            return sorted(self._table(record))
        new = self._listed(raw) if record.section == "classes" else self._labelmap()
        return [] if new == raw else [Splice(0, len(raw), new)]

    def _empty(self, record: Record, changes: Mapping[int, Relabel | None]) -> list[Splice]:
        for change in changes.values():
            if change is not None and change.label is not None:
                what = f"{record.part}: no region has a place for {change.task}/{change.label}"
                raise SchemactlError(what, "draw the region, and migrate again")
        return []

    def _line(self, record: Record, changes: Mapping[int, Relabel | None]) -> list[Splice]:
        old = str(record.values["class"])
        change = changes.get(0, Relabel("", None))
        if change is None:
            return [Splice(0, len(record.raw), b"")]
        new = self.moves.get(old, old)
        if change.label is not None:
            number = self.numbers.get((change.task, change.label))
            if number is None:
                what = f"{record.part}:{record.line}: no class is {change.task}/{change.label}"
                raise SchemactlError(what, "labels of boxes and outlines have classes")
            new = number
            if (points := self.points.names.get(old)) and points != self.told.get(new):
                what = f"{record.part}:{record.line}: the points of {change.task}/{change.label}"
                hint = "give both classes the same `kpt_names`, and migrate again"
                what += f" are not those of class {old}: {', '.join(points)}"
                raise SchemactlError(what, hint)
        begin = record.raw.index(old.encode())
        return [] if new == old else [Splice(begin, begin + len(old.encode()), new.encode())]

    def _table(self, record: Record) -> Iterator[Splice]:
        document = Document(str(record.part), record.raw)
        mark = len(BOM) if record.raw.startswith(BOM) else 0
        for fix in self._fixes(document):
            begin = mark + len(document.text[: fix.start].encode())
            end = begin + len(document.text[fix.start : fix.end].encode())
            yield Splice(begin, end, fix.text.encode())

    def _fixes(self, document: Document) -> Iterator[Fix]:
        yield from entry_fixes(document, ("names",), self.names)
        count = document.data.get("nc")
        if count is not None and str(count) != str(len(self.names)):
            yield scalar_fix(document, ("nc",), len(self.names))
        said = document.data.get("kpt_names")
        if isinstance(said, dict):
            old = {str(key): value for key, value in said.items()}
            new = names_after(old, self.models, list(self.names))
            if new != old:
                yield _whole_fix(document, "kpt_names", new)

    def _listed(self, raw: bytes) -> bytes:
        """Return classes.txt, with the line ends that it has."""
        line_end = "\r\n" if b"\r\n" in raw else "\n"
        names = [self.names[str(at)] for at in range(len(self.names))]
        last = line_end if raw.endswith(b"\n") else ""
        return (line_end.join(names) + last).encode()

    def _labelmap(self) -> bytes:
        classes = []
        for at in range(len(self.names)):
            label = self.after.label(*self._meant(self.names[str(at)])[0])
            classes.append((label.id, label.index or 0))
        return labelmap_of(self.after.schema, classes)


def _whole_fix(document: Document, key: str, lists: Mapping[str, list[str]]) -> Fix:
    """Return what writes lists of texts by numbers in the place of those of a key."""
    node: Any = document.node((key,))[0]
    begin, last = node.start_mark.index, node
    # A block ends behind the lines that follow it, but its last text where it stands.
    while isinstance(last.value, list) and last.value and not last.flow_style:
        last = last.value[-1]
        last = last[1] if isinstance(last, tuple) else last
    told = [
        f"{number}: [{', '.join(str(render_scalar(one, 'double')) for one in lists[number])}]"
        for number in sorted(lists, key=int)
    ]
    return Fix(begin, last.end_mark.index, "{" + ", ".join(told) + "}")
