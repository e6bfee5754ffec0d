"""Augmented manifests are rewritten: numbers of classes, their names, and what is beside them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from schemactl.errors import SchemactlError
from schemactl.files.dataset import Record
from schemactl.files.json_documents import as_list, as_object, as_text
from schemactl.files.json_edits import Edits, Way, value_at
from schemactl.files.labels_after import LabelsAfter
from schemactl.files.manifest_answer import (
    COLORS,
    METADATA,
    attributes_of,
    colors_of,
    kind_of_job,
)
from schemactl.files.rewriting import Relabel, Splice

# What each number stands for, of the classes of a label attribute in one job.
_Numbers = dict[int, set[str]]
_Changes = dict[int, Relabel | None]

# Where the answers stand, by the type of the job, and what is told of each in the metadata.
_LISTS: dict[str, tuple[Way, str | None]] = {
    "image-classification-multilabel": ((), None),
    "text-classification-multilabel": ((), None),
    "object-detection": (("annotations",), "objects"),
    "text-span": (("annotations", "entities"), "entities"),
}


class ManifestRewriting:
    """Rewrites the lines of one file.

    A class keeps its number in its job, if that stands for nothing else there; a label that has
    none yet gets its index, or a number above all others where that is taken. A label attribute
    of which all answers have left leaves with its metadata, since an empty list says that nothing
    applies.
    """

    def __init__(self, lines: Callable[[], Iterable[Record]], after: LabelsAfter) -> None:
        """Take what reads the lines of the file, and the release whose labels are written."""
        self.lines = lines
        self.after = after
        self.jobs: dict[tuple[str, str | None], _Numbers] = {}

    def splices(self, record: Record, changes: Mapping[int, Relabel | None]) -> list[Splice]:
        """Return what changes in a line. Raises SchemactlError where it cannot be said."""
        edits = Edits()
        stamp = self.after.restamped(record.values.get("schema"))
        if stamp is not None:
            edits.put(("schema",), stamp)
        for name in {str(record.uses[position].way[0]): None for position in changes}:
            own = {
                int(record.uses[position].way[1]): change
                for position, change in changes.items()
                if record.uses[position].way[0] == name
            }
            self._rewrite(record, name, own, edits)
        return edits.splices(record.raw)

    def _rewrite(self, record: Record, name: str, changes: _Changes, edits: Edits) -> None:
        metadata = record.values[name + METADATA]
        kind = kind_of_job(metadata)
        place = _LISTS[kind][0] if kind in _LISTS else ()
        answers = value_at(record.values[name], place) if kind in _LISTS else []
        colors = colors_of(metadata)
        count = max(1, len(colors), len(answers))
        gone = [at for at, change in changes.items() if change is None]
        if len(gone) == count:
            edits.cut((name,))
            edits.cut((name + METADATA,))
            return
        _move(record, name, changes, count, edits)
        if colors:
            _rename_colors((name + METADATA, COLORS), colors, changes, edits)
            return
        for at in gone:
            _cut(name, metadata, at, edits)
        told = {at: one for at, one in changes.items() if one is not None and one.label is not None}
        if kind == "text-span":
            _no_list(record, name, answers, told)
            for at, change in told.items():
                edits.put((name, *place, at, "label"), change.label)
        elif kind in _LISTS:
            _no_list(record, name, answers, told)
            self._write_classes(record, name, {**dict.fromkeys(gone), **told}, edits)
        else:
            for change in told.values():
                number = self._number(record.values, name, change)
                old = record.values[name]
                edits.put((name,), str(number) if isinstance(old, str) else number)
                edits.put((name + METADATA, "class-name"), change.label)

    def _write_classes(self, record: Record, name: str, changes: _Changes, edits: Edits) -> None:
        """Write numbers of classes, and the tables that lead from them to names and shares."""
        metadata = record.values[name + METADATA]
        place, beside = _LISTS[kind_of_job(metadata)]
        inner: Way = () if beside is None else ("class_id",)
        answers = value_at(record.values[name], place)
        before = [str(value_at(one, inner)) for one in answers]
        after: list[str | None] = [*before]
        names: dict[str, str] = {}
        for at, change in changes.items():
            after[at] = None
            if change is not None:
                number = self._number(record.values, name, change)
                after[at] = str(number)
                names[str(number)] = str(change.label)
                old = value_at(answers[at], inner)
                new = str(number) if isinstance(old, str) else number
                edits.put((name, *place, at, *inner), new)
        way = (name + METADATA, "class-map")
        table = as_object(metadata.get("class-map"))
        for key in table:
            if key not in after and table[key] not in self.after.spellings:
                edits.cut((*way, key))
        for key, label in names.items():
            if key not in table:
                edits.add(way, label, key)
        _move_shares(metadata, name, list(zip(before, after, strict=True)), edits)

    def _number(self, values: dict[str, Any], name: str, change: Relabel) -> int:
        job = as_text(values[name + METADATA].get("job-name"))
        numbers = self._numbers((name, job))
        words = self.after.words.get(change.task, {})
        # A number that also stands for something else, anywhere in the job, is not taken.
        known = (
            number
            for number, names in numbers.items()
            if {words.get(text) for text in names} == {change.label}
        )
        number = next(known, None)
        if number is None:
            index = self.after.label(change.task, str(change.label)).index
            number = max(numbers, default=-1) + 1 if index is None or index in numbers else index
            numbers[number] = {str(change.label)}
        return number

    def _numbers(self, job: tuple[str, str | None]) -> _Numbers:
        """Return the numbers that a label attribute has in a job, anywhere in the file."""
        if not self.jobs:
            for record in self.lines():
                for name, metadata in attributes_of(record.values):
                    own = self.jobs.setdefault((name, as_text(metadata.get("job-name"))), {})
                    for text, number in _named(record.values[name], metadata):
                        own.setdefault(number, set()).add(text)
        return self.jobs[job]


def _cut(name: str, metadata: dict[str, Any], at: int, edits: Edits) -> None:
    """Cut an answer, with what is told of it in the metadata."""
    place, beside = _LISTS.get(kind_of_job(metadata), ((), None))
    edits.cut((name, *place, at))
    if beside is not None and at < len(as_list(metadata.get(beside))):
        edits.cut((name + METADATA, beside, at))


def _rename_colors(way: Way, colors: list[str], changes: _Changes, edits: Edits) -> None:
    """Name the classes of colours; the picture stays, and what leaves has no class in it."""
    for at, change in changes.items():
        if change is None:
            edits.cut((*way, colors[at]))
        elif change.label is not None:
            edits.put((*way, colors[at], "class-name"), change.label)


def _named(value: Any, metadata: dict[str, Any]) -> Iterator[tuple[str, int]]:
    """Yield the names of classes that a line tells, with their numbers."""
    table = as_object(metadata.get("class-map"))
    pairs = [(name, number) for number, name in table.items()]
    for name, number in [*pairs, (metadata.get("class-name"), value)]:
        text, told = as_text(name), as_text(number)
        if text is not None and told is not None and told.isdecimal():
            yield text, int(told)


def _move(record: Record, name: str, changes: _Changes, count: int, edits: Edits) -> None:
    """Give a label attribute the name of the task to which its answers move."""
    kept = [one for one in changes.values() if one is not None]
    moves = {one.task if one.is_moved else name for one in kept}
    moves |= {name} if len(changes) < count else set()
    if moves == {name} or not moves:
        return
    target = next(iter(moves))
    if len(moves) > 1 or target in record.values:
        what = f"line {record.line}: answers of `{name}` go to {', '.join(sorted(moves))}"
        raise SchemactlError(what, "a label attribute answers one task; migrate it in two steps")
    edits.name((name,), target)
    edits.name((name + METADATA,), target + METADATA)


def _no_list(record: Record, name: str, answers: Any, told: Mapping[int, Relabel]) -> None:
    if told and not answers:
        labels = ", ".join(sorted(str(one.label) for one in told.values()))
        what = f"line {record.line}: `{name}` has no place for {labels}"
        raise SchemactlError(what, "write the label in the tool, and migrate again")


def _move_shares(
    metadata: dict[str, Any],
    name: str,
    moves: list[tuple[str, str | None]],
    edits: Edits,
) -> None:
    """Give confidences that stand under the numbers of classes the new numbers."""
    shares = as_object(metadata.get("confidence-map"))
    taken = {new for old, new in moves if old == new}
    for old, new in moves:
        if old == new or old not in shares or old in taken:
            continue
        way = (name + METADATA, "confidence-map", old)
        if new is None or new in taken:
            edits.cut(way)
        else:
            edits.name(way, new)
            taken.add(new)
