"""Data rows of Labelbox are rewritten: objects, answers, relationships, and questions."""

from collections.abc import Mapping
from typing import Any

from schemactl.errors import SchemactlError
from schemactl.files.dataset import Record
from schemactl.files.json_documents import numbered_objects
from schemactl.files.json_edits import Edits, Way, value_at
from schemactl.files.labels_after import LabelsAfter
from schemactl.files.rewriting import Relabel, Splice
from schemactl.model.release import ReleasedSchema

_CHECKLIST = "checklist_answers"
_STAYS = Relabel("", None, False)

# What each answer to a question says from now on, by the way to it in the question.
_Answers = dict[Way, Relabel | None]


class LabelboxRewriting:
    """Rewrites the data rows of one file.

    `value` becomes the label's id; `name` too where it was the same, else it becomes the label's
    name. A question of which all answers have left leaves too.
    """

    def __init__(self, schema: ReleasedSchema) -> None:
        """Take the release whose labels are written."""
        self.after = LabelsAfter(schema)

    def splices(self, record: Record, changes: Mapping[int, Relabel | None]) -> list[Splice]:
        """Return what changes in a data row. Raises SchemactlError where it cannot be said."""
        edits = Edits()
        for at, field in numbered_objects(record.values.get("metadata_fields")):
            named = field.get("schema_name") or field.get("name")
            stamp = self.after.restamped(field.get("value")) if named == "schema" else None
            if stamp is not None:
                edits.put(("metadata_fields", at, "value"), stamp)
        questions: set[Way] = set()
        for position, change in changes.items():
            way = record.uses[position].way
            if (question := _question(way)) is not None:
                questions.add(question)
            elif change is None:
                edits.cut(way)
            elif change.label is not None:
                one = value_at(record.values, way)
                self._name(one, (change.task, change.label), edits, way)
        for way in questions:
            self._rewrite(record, way, _answers(record, way, changes), edits)
        return edits.splices(record.raw)

    def _rewrite(self, record: Record, way: Way, answers: _Answers, edits: Edits) -> None:
        """Write a question; answers that move to several tasks become several questions."""
        if all(change is None for change in answers.values()):
            edits.cut(way)
            return
        question = value_at(record.values, way)
        moves = {one.task if one.is_moved else None for one in answers.values() if one is not None}
        if len(moves) == 1:
            self._write(question, answers, edits, way)
            return
        copies = []
        for task in sorted(moves, key=str):
            own = {
                inner: one
                if one is not None and (one.task if one.is_moved else None) == task
                else None
                for inner, one in answers.items()
            }
            copies.append(Edits())
            self._write(question, own, copies[-1], ())
        edits.multiply(record.raw, way, copies)

    def _write(self, question: dict[str, Any], answers: _Answers, edits: Edits, way: Way) -> None:
        for inner, change in answers.items():
            if change is None:
                edits.cut((*way, *inner))
                continue
            if change.is_moved:
                _put(question, change.task, change.task, edits, way)
            if change.label is None:
                continue
            place = (change.task, change.label)
            if inner == (_CHECKLIST,):
                edits.put((*way, *inner), [dict.fromkeys(("name", "value"), change.label)])
            elif inner == ("text_answer",):
                what = f"a text has no place for {'/'.join(place)}"
                raise SchemactlError(what, "write the label in the tool, and migrate again")
            else:
                self._name(value_at(question, inner), place, edits, (*way, *inner))

    def _name(self, one: dict[str, Any], place: tuple[str, str], edits: Edits, way: Way) -> None:
        _put(one, place[1], self.after.label(*place).title, edits, way)


def _put(one: dict[str, Any], new: str, title: str, edits: Edits, way: Way) -> None:
    if "value" in one:
        edits.put((*way, "value"), new)
    if "name" in one:
        is_same = "value" not in one or one["name"] == one["value"]
        edits.put((*way, "name"), new if is_same else title)


def _question(way: Way) -> Way | None:
    """Return the way to the question of an answer; None for what answers none."""
    at = len(("projects", "", "labels", 0, "annotations"))
    return way[: at + 2] if way[at] == "classifications" else None


def _answers(record: Record, way: Way, changes: Mapping[int, Relabel | None]) -> _Answers:
    return {
        use.way[len(way) :]: changes.get(position, _STAYS)
        for position, use in enumerate(record.uses)
        if use.way[: len(way)] == way
    }
