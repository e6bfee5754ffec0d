"""Tasks of Label Studio are rewritten: labels of results, and the names of their controls."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from schemactl.errors import SchemactlError
from schemactl.files.dataset import Record
from schemactl.files.json_documents import as_list, as_object, as_text, numbered_objects
from schemactl.files.json_edits import Edits, Way, emptied, value_at
from schemactl.files.label_studio_result import OF_REGIONS, labels_key
from schemactl.files.labels_after import LabelsAfter
from schemactl.files.rewriting import Relabel, Splice
from schemactl.model.release import ReleasedSchema

_VALUED = frozenset({"rating", "number", "datetime", "ranker"})
# The steps to whoever gave results.
_MAKER = 2
_STAYS = Relabel("", None, False)

# What each label of a result says from now on, by its position.
_Answers = dict[int, Relabel | None]


class _Slot(NamedTuple):
    """Where a result has its labels: a list of them, or one value."""

    way: Way | None
    is_list: bool
    is_path: bool


class LabelStudioRewriting:
    """Rewrites the tasks of one file.

    A result without a label leaves, with what was said of its region. Whoever has no result
    left leaves too, since no result at all would say that nothing applies.
    """

    def __init__(self, schema: ReleasedSchema) -> None:
        """Take the release whose labels are written."""
        self.after = LabelsAfter(schema)

    def splices(self, record: Record, changes: Mapping[int, Relabel | None]) -> list[Splice]:
        """Return what changes in a task. Raises SchemactlError where it cannot be said."""
        edits = Edits()
        for key in ("meta", "data"):
            stamp = self.after.restamped(as_object(record.values.get(key)).get("schema"))
            if stamp is not None:
                edits.put((key, "schema"), stamp)
        if not changes:
            return edits.splices(record.raw) if edits else []
        gone: set[Way] = set()
        for way, answers in _answers(record, _results(record, changes, gone), changes).items():
            if all(change is None for change in answers.values()):
                gone.update(_with_attributes(record.values, way))
            else:
                self._rewrite(record, way, answers, edits)
        for way in _with_makers(record.values, gone):
            edits.cut(way)
        return edits.splices(record.raw)

    def _rewrite(self, record: Record, way: Way, answers: _Answers, edits: Edits) -> None:
        """Write the labels of a result; those that move to several tasks become several results."""
        result = value_at(record.values, way)
        moves = {one.task if one.is_moved else None for one in answers.values() if one is not None}
        if len(moves) == 1:
            self._write(result, answers, edits, way)
            return
        copies = []
        for task in sorted(moves, key=str):
            copies.append(Edits())
            self._write(result, _of_task(answers, task), copies[-1], ())
        edits.multiply(record.raw, way, copies)

    def _write(self, result: dict[str, Any], answers: _Answers, edits: Edits, way: Way) -> None:
        slot = _slot(result)
        for at, change in answers.items():
            if change is None:
                edits.cut((*way, *(slot.way or ()), at))
                continue
            if change.is_moved and "from_name" in result and change.task != result["from_name"]:
                edits.put((*way, "from_name"), change.task)
            if change.label is not None:
                self._write_label(result, slot, (change.task, change.label), edits, (*way, at))

    def _write_label(
        self, result: dict[str, Any], slot: _Slot, place: tuple[str, str], edits: Edits, way: Way
    ) -> None:
        if slot.way is None:
            what = f"a result of type {result.get('type')!r} has no place for {'/'.join(place)}"
            raise SchemactlError(what, "write the label in the tool, and migrate again")
        *above, at = way
        where = (*above, *slot.way)
        new: Any = self.after.way(*place) if slot.is_path else place[1]
        if not slot.is_list:
            edits.put(where, new)
        elif as_list(value_at(result, slot.way)):
            edits.put((*where, at), new)
        else:
            edits.put(where, [new])


def _of_task(answers: _Answers, task: str | None) -> _Answers:
    """Return the answers without those that move to another task than one, or that do not move."""
    return {
        at: one if one is not None and (one.task if one.is_moved else None) == task else None
        for at, one in answers.items()
    }


def _slot(result: dict[str, Any]) -> _Slot:
    kind, value = str(result.get("type")), as_object(result.get("value"))
    if kind == "relation":
        return _Slot(("labels",) if "labels" in result else None, True, False)
    if kind in _VALUED:
        return _Slot(None, False, False)
    if kind == "pairwise":
        return _Slot(("value", "selected"), False, False)
    if kind == "textarea":
        return _Slot(("value", "text"), isinstance(value.get("text"), list), False)
    key = labels_key(kind, value)
    return _Slot(None if key is None else ("value", key), True, kind == "taxonomy")


def _results(record: Record, changes: Mapping[int, Relabel | None], gone: set[Way]) -> set[Way]:
    """Return the ways to the results that change; whoever said nothing, and leaves, is gone."""
    found = set()
    for position, change in changes.items():
        way = record.uses[position].way
        if len(way) > _MAKER:
            found.add(way[:-1])
        elif change is None:
            gone.add(way)
        elif change.label is not None:
            what = f"line {record.line}: no result has a place for {change.task}/{change.label}"
            raise SchemactlError(what, "write the label in the tool, and migrate again")
    return found


def _answers(
    record: Record, ways: set[Way], changes: Mapping[int, Relabel | None]
) -> dict[Way, _Answers]:
    """Return what the labels of some results become.

    A label may have several places, such as the frames of a video, and changes for all of them.
    """
    found: dict[Way, _Answers] = {way: {} for way in ways}
    for position, use in enumerate(record.uses):
        answers, at = found.get(use.way[:-1]), use.way[-1]
        if answers is None or not isinstance(at, int):
            continue
        change = changes.get(position, _STAYS)
        if answers.setdefault(at, change) != change:
            what = f"line {record.line}: the frames of one region would get different labels"
            raise SchemactlError(what, "let the step decide by what all frames share")
    return found


def _with_attributes(values: Any, way: Way) -> Iterator[Way]:
    """Yield a result that leaves, and what others say of its region, which leaves too."""
    yield way
    *above, at = way
    results = value_at(values, tuple(above))
    own = results[at]
    name = as_text(own.get("id"))
    if name is None or own.get("type") in OF_REGIONS:
        return
    for other, result in numbered_objects(results):
        if as_text(result.get("id")) == name and result.get("type") in OF_REGIONS:
            yield (*above, other)


def _with_makers(values: Any, gone: set[Way]) -> Iterator[Way]:
    """Yield what leaves; where no result is left, whoever gave them instead."""
    empty = {way for way in emptied(values, gone) if way[-1:] == ("result",)}
    yield from (way for way in gone if way[:-1] not in empty)
    yield from (way[:-1] for way in empty)
