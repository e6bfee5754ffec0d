"""Lines of doccano are rewritten: labels in lists, at spans, relations and shapes."""

from collections.abc import Mapping
from typing import Any

from schemactl.errors import SchemactlError
from schemactl.files.dataset import Record
from schemactl.files.json_edits import Edits, Way, emptied, value_at
from schemactl.files.labels_after import LabelsAfter
from schemactl.files.rewriting import Relabel, Splice
from schemactl.model.release import ReleasedSchema

# Where the label stands in [start, end, label].
_LABEL = 2
_NAMES = frozenset({"label", "labels", "cats"})


class DoccanoRewriting:
    """Rewrites the lines of one file.

    A list of which all has left leaves too, since an empty one says that nothing applies.
    """

    def __init__(self, schema: ReleasedSchema) -> None:
        """Take the release whose labels are written."""
        self.after = LabelsAfter(schema)

    def splices(self, record: Record, changes: Mapping[int, Relabel | None]) -> list[Splice]:
        """Return what changes in a line. Raises SchemactlError where it cannot be said."""
        edits, gone = Edits(), []
        stamp = self.after.restamped(record.values.get("schema"))
        if stamp is not None:
            edits.put(("schema",), stamp)
        for position, change in changes.items():
            way = record.uses[position].way
            if change is None:
                gone.append(way)
            elif change.label is not None:
                _write(record, way, change.label, edits)
        empty = {way for way in emptied(record.values, gone) if way}
        for way in {way for way in gone if way[:-1] not in empty} | empty:
            edits.cut(way)
        return edits.splices(record.raw)


def _write(record: Record, way: Way, label: str, edits: Edits) -> None:
    key = str(way[0])
    one: Any = value_at(record.values, way)
    if len(way) == 1 and key not in _NAMES:
        what = f"line {record.line}: `{key}` has no place for {label!r}"
        raise SchemactlError(what, "write the label in the tool, and migrate again")
    if len(way) == 1:
        edits.put(way, [label])
    elif isinstance(one, list):
        edits.put((*way, _LABEL), label)
    elif isinstance(one, dict):
        edits.put((*way, "type" if key == "relations" else "label"), label)
    else:
        edits.put(way, label)
