"""Words of CoNLL-U are rewritten: the column of a label, and no other."""

import re
from collections.abc import Mapping

from schemactl.errors import SchemactlError
from schemactl.files.dataset import BOM, Record
from schemactl.files.labels_after import LabelsAfter
from schemactl.files.rewriting import Relabel, Splice
from schemactl.model.release import ReleasedSchema

COLUMNS = ("id", "form", "lemma", "upos", "xpos", "feats", "head", "deprel", "deps", "misc")
LABELS = ("upos", "xpos", "deprel")
EMPTY = "_"
SAYING = re.compile(r"# *(sent_id|text|sentence-text|schema|guideline) *[=:] *(.*)\Z")


class ConlluRewriting:
    """Rewrites the lines of one file; a label that leaves becomes an underscore."""

    def __init__(self, schema: ReleasedSchema) -> None:
        """Take the release whose labels are written."""
        self.after = LabelsAfter(schema)

    def splices(self, record: Record, changes: Mapping[int, Relabel | None]) -> list[Splice]:
        """Return what changes in a line. Raises SchemactlError where there is no such column."""
        if record.section == "comment":
            return self._stamp(record)
        cells: dict[str, str] = {}
        moved: dict[str, str] = {}
        for position, change in changes.items():
            column = str(record.uses[position].annotation.task)
            if change is None:
                cells[column] = EMPTY
            elif change.is_moved and change.task != column:
                cells[column] = EMPTY
                moved[change.task] = change.label or record.values[column]
            elif change.label is not None:
                cells[column] = change.label
        after = {**record.values, **cells}
        for column, label in moved.items():
            if column not in LABELS or after[column] != EMPTY:
                what = f"line {record.line}: the column `{column}` has no place for {label!r}"
                raise SchemactlError(what, "migrate to `upos`, `xpos` or `deprel`, one label each")
        return _cell_splices(record, {**cells, **moved})

    def _stamp(self, record: Record) -> list[Splice]:
        said = SAYING.match(record.values["text"])
        if said is None or said[1] != "schema" or (new := self.after.restamped(said[2])) is None:
            return []
        at = record.raw.rindex(said[2].encode())
        return [Splice(at, at + len(said[2].encode()), new.encode())]


def _cell_splices(record: Record, cells: dict[str, str]) -> list[Splice]:
    """Return what new values of columns change."""
    found = []
    at = len(BOM) if record.offset == 0 and record.raw.startswith(BOM) else 0
    for column in COLUMNS:
        old = record.values[column]
        end = at + len(old.encode())
        if cells.get(column, old) != old:
            found.append(Splice(at, end, cells[column].encode()))
        at = end + 1
    return found
