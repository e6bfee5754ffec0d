"""Results of Mechanical Turk are rewritten: labels in cells, in lists, and as columns."""

from collections.abc import Mapping
from typing import Any

from schemactl.errors import SchemactlError
from schemactl.files.dataset import Record
from schemactl.files.json_edits import Edits, Way, value_at
from schemactl.files.labels_after import LabelsAfter
from schemactl.files.mturk_answer import ALL, SEPARATOR, decoded
from schemactl.files.rewriting import Relabel, Splice, spliced
from schemactl.files.separated_line import row_splices
from schemactl.files.separated_rows import COMMA
from schemactl.model.release import ReleasedSchema

_STAMP = "Input.schema"

_Changes = dict[Way, Relabel | None]


class MturkRewriting:
    """Rewrites the rows of one file.

    A question of which all answers have left has an empty cell, which was not asked.
    """

    def __init__(self, schema: ReleasedSchema) -> None:
        """Take the release whose labels are written."""
        self.after = LabelsAfter(schema)

    def splices(self, record: Record, changes: Mapping[int, Relabel | None]) -> list[Splice]:
        """Return what changes in a row. Raises SchemactlError where it cannot be said."""
        cells: dict[str, str] = {}
        stamp = self.after.restamped(record.values.get(_STAMP))
        if stamp is not None:
            cells[_STAMP] = stamp
        columns: dict[str, _Changes] = {}
        for position, change in changes.items():
            use = record.uses[position]
            if change is not None and change.is_moved and change.task != use.annotation.task:
                what = f"line {record.line}: an answer to `{use.annotation.task}` cannot move to"
                hint = "the columns are the questions; rename the column, and migrate again"
                raise SchemactlError(f"{what} `{change.task}`", hint)
            columns.setdefault(str(use.way[0]), {})[use.way] = change
        for column, own in columns.items():
            if column.endswith("."):
                cells |= _flags(record, column, own)
            else:
                cells[column] = _cell(record, column, own)
        changed = {name: cell for name, cell in cells.items() if record.values[name] != cell}
        return row_splices(record, changed, COMMA) if changed else []


def _flags(record: Record, prefix: str, changes: _Changes) -> dict[str, str]:
    """Return the cells of choices that are columns of their own."""
    old = {name: str(cell) for name, cell in record.values.items() if name.startswith(prefix)}
    yes = next((cell for cell in old.values() if cell.lower() == "true"), "true")
    no = "FALSE" if yes.isupper() else "False" if yes.istitle() else "false"
    new = dict(old)
    for way, change in changes.items():
        if len(way) > 1 and (change is None or change.label is not None):
            new[prefix + str(way[1])] = "" if change is None else no
    for change in changes.values():
        if change is not None and change.label is not None:
            target = prefix + change.label
            if target not in old:
                what = f"line {record.line}: there is no column `{target}`"
                raise SchemactlError(what, "add the column, with nothing in its cells")
            new[target] = yes
    is_left = any(cell.lower() == "true" for cell in new.values())
    has_left = any(change is None for change in changes.values())
    return dict.fromkeys(new, "") if has_left and not is_left else new


def _cell(record: Record, column: str, changes: _Changes) -> str:
    """Return the new text of a cell."""
    text = str(record.values[column])
    value = decoded(text)
    every = [use.way for use in record.uses if use.way[0] == column]
    if column != ALL and len(every) == len(changes) and not any(changes.values()):
        return ""
    if isinstance(value, str):
        return _joined(value, {int(way[-1]): change for way, change in changes.items()})
    if not isinstance(value, list | dict):
        return next((str(one.label) for one in changes.values() if one and one.label), text)
    raw, edits = text.encode(), Edits()
    for answer in _answers(column, changes):
        own = {way: change for way, change in changes.items() if way[: len(answer)] == answer}
        whole = [way for way in every if way[: len(answer)] == answer]
        if len(own) == len(whole) and not any(own.values()):
            edits.cut(answer[1:])
        else:
            _edit(record, value, own, edits)
    return spliced(raw, edits.splices(raw)).decode()


def _answers(column: str, changes: _Changes) -> set[Way]:
    """Return the ways to the answers that change: the cell, or answers to questions in it."""
    return {way[: 3 if column == ALL else 1] for way in changes}


def _edit(record: Record, value: Any, changes: _Changes, edits: Edits) -> None:
    """Change labels in JSON."""
    texts: dict[Way, dict[int, Relabel | None]] = {}
    for way, change in changes.items():
        inner = way[1:]
        if inner and isinstance(value_at(value, inner[:-1]), str):
            texts.setdefault(inner[:-1], {})[int(inner[-1])] = change
            continue
        if change is None:
            edits.cut(inner)
        elif change.label is not None:
            _put(record, value, way, change.label, edits)
    for inner, own in texts.items():
        edits.put(inner, _joined(value_at(value, inner), own))


def _put(record: Record, value: Any, way: Way, label: str, edits: Edits) -> None:
    """Write a label in JSON, in the form that is there."""
    inner = way[1:]
    one = value_at(value, inner)
    if isinstance(one, dict) and "label" in one:
        edits.put((*inner, "label"), label)
    elif one is True and isinstance(value_at(value, inner[:-1]), dict):
        _choose(value_at(value, inner[:-1]), inner, label, edits)
    elif one == [] and inner:
        edits.put(inner, [label])
    elif isinstance(one, list | dict):
        what = f"line {record.line}: `{way[0]}` has no place for {label!r}"
        raise SchemactlError(what, "write the label in the cell, and migrate again")
    else:
        edits.put(inner, label)


def _choose(flags: dict[str, Any], way: Way, label: str, edits: Edits) -> None:
    """Choose another of several choices that are keys."""
    if label == way[-1]:
        return
    if label not in flags:
        edits.name(way, label)
        return
    edits.put(way, False)
    edits.put((*way[:-1], label), True)


def _joined(text: str, changes: dict[int, Relabel | None]) -> str:
    """Return labels with a bar between them, some of them others or gone."""
    labels = []
    for at, label in enumerate(text.split(SEPARATOR)):
        change = changes.get(at, Relabel("", None))
        if change is not None:
            labels.append(label if change.label is None else change.label)
    return SEPARATOR.join(labels)
