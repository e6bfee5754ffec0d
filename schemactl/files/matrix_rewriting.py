"""Label matrices are rewritten: the number of a label in its cell, or -1."""

from collections.abc import Iterator, Mapping

from schemactl.errors import SchemactlError
from schemactl.files.dataset import Record
from schemactl.files.labels_after import LabelsAfter
from schemactl.files.matrix import cell_bytes
from schemactl.files.rewriting import Relabel, Splice
from schemactl.files.separated_line import row_splices
from schemactl.files.separated_rows import COMMA
from schemactl.model.release import ReleasedSchema

ABSTAINS = "-1"


class MatrixRewriting:
    """Rewrites the rows of one file; a label that leaves is one that its function abstains from."""

    def __init__(self, schema: ReleasedSchema, kind: str | None = None) -> None:
        """Take the release whose labels are written, and what type numbers in NumPy files have."""
        self.after = LabelsAfter(schema)
        self.kind = kind

    def splices(self, record: Record, changes: Mapping[int, Relabel | None]) -> list[Splice]:
        """Return what changes in a row. Raises SchemactlError for a label without a number."""
        cells: dict[str, str] = {}
        for position, change in changes.items():
            function = str(record.uses[position].annotation.annotator)
            if change is None:
                cells[function] = ABSTAINS
            elif change.label is not None:
                index = self.after.label(change.task, change.label).index
                if index is None:
                    what = f"line {record.line}: {change.task}/{change.label} has no index"
                    raise SchemactlError(what, "a matrix holds indexes of labels")
                cells[function] = str(index)
        cells = {name: cell for name, cell in cells.items() if record.values[name] != cell}
        if self.kind is not None:
            return list(_numbers(record, cells, self.kind))
        return row_splices(record, cells, COMMA) if cells else []


def _numbers(record: Record, cells: Mapping[str, str], kind: str) -> Iterator[Splice]:
    """Yield what changes in a row of a NumPy file."""
    size = len(record.raw) // len(record.values)
    for place, name in enumerate(record.values):
        if name in cells:
            try:
                new = cell_bytes(int(cells[name]), kind)
            except OverflowError as error:
                what = f"row {record.line}: {error}"
                raise SchemactlError(what, "save the matrix with larger numbers first") from None
            yield Splice(place * size, (place + 1) * size, new)
