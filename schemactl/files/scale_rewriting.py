"""Tasks of Scale AI are rewritten: labels of annotations, and answers about the whole item."""

from collections.abc import Mapping

from schemactl.errors import SchemactlError
from schemactl.files.dataset import Record
from schemactl.files.json_documents import as_object
from schemactl.files.json_edits import Edits, Way, emptied, value_at
from schemactl.files.labels_after import LabelsAfter
from schemactl.files.rewriting import Relabel, Splice
from schemactl.model.release import ReleasedSchema

_ANNOTATIONS = ("response", "annotations")
_CATEGORY = ("response", "category")


class ScaleRewriting:
    """Rewrites the tasks of one file.

    An answer, or a list of annotations, of which all has left leaves too, since an empty one
    says that nothing applies.
    """

    def __init__(self, schema: ReleasedSchema) -> None:
        """Take the release whose labels are written."""
        self.after = LabelsAfter(schema)

    def splices(self, record: Record, changes: Mapping[int, Relabel | None]) -> list[Splice]:
        """Return what changes in a task. Raises SchemactlError where it cannot be said."""
        edits, gone = Edits(), set()
        stamp = self.after.restamped(as_object(record.values.get("metadata")).get("schema"))
        if stamp is not None:
            edits.put(("metadata", "schema"), stamp)
        for position, change in changes.items():
            way = record.uses[position].way
            if change is None:
                gone.add(way)
            elif change.label is not None:
                _write(record, way, change.label, edits)
        for answer in {_answer(record.uses[position].way) for position in changes} - {_CATEGORY}:
            if answer is not None:
                _move(record, answer, changes, edits)
        for way in _cuts(record, gone):
            edits.cut(way)
        return edits.splices(record.raw)


def _answer(way: Way) -> Way | None:
    """Return the way to the whole answer, or None for an annotation in a list."""
    if way[:2] == _CATEGORY:
        return _CATEGORY
    own = way[: len(_ANNOTATIONS) + 1]
    return None if own == _ANNOTATIONS or isinstance(own[-1], int) else own


def _write(record: Record, way: Way, label: str, edits: Edits) -> None:
    answer = _answer(way)
    if way == _ANNOTATIONS:
        what = f"line {record.line}: `annotations` has no place for {label!r}"
        raise SchemactlError(what, "write the label in the tool, and migrate again")
    if answer is None:
        edits.put((*way, "label"), label)
    else:
        is_empty = value_at(record.values, way) == []
        edits.put(way, [label] if is_empty else label)


def _move(record: Record, answer: Way, changes: Mapping[int, Relabel | None], edits: Edits) -> None:
    """Give an answer the name of the task to which its labels move."""
    *above, name = answer
    moves = set()
    for position, use in enumerate(record.uses):
        change = changes.get(position, Relabel(str(name), None))
        if use.way[: len(answer)] == answer and change is not None:
            moves.add(change.task if change.is_moved else name)
    if moves <= {name}:
        return
    target = str(next(iter(moves)))
    if len(moves) > 1 or target in value_at(record.values, tuple(above)):
        what = f"line {record.line}: answers to `{name}` go to {', '.join(sorted(map(str, moves)))}"
        raise SchemactlError(what, "an answer is of one task; migrate it in two steps")
    edits.name(answer, target)


def _cuts(record: Record, gone: set[Way]) -> set[Way]:
    """Return what leaves: an answer, or the list of annotations, whole where nothing is left."""
    cuts: set[Way] = set()
    for answer in {_answer(way) for way in gone}:
        whole = _ANNOTATIONS if answer is None else answer
        own = {way for way in gone if _answer(way) == answer}
        every = {use.way for use in record.uses if _answer(use.way) == answer}
        is_list = answer is None and _ANNOTATIONS not in own
        count = len(value_at(record.values, whole)) if is_list else len(every)
        cuts |= {whole} if len(own) == count else _with_lists(record, own)
    return cuts


def _with_lists(record: Record, gone: set[Way]) -> set[Way]:
    """Return what leaves of an answer that stays, with the lists in it that would be empty."""
    while whole := {way for way in emptied(record.values, gone) if way != _ANNOTATIONS}:
        gone = {way for way in gone if way[:-1] not in whole} | whole
    return gone
