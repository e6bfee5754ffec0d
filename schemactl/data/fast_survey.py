"""The fast lane of a survey: rows that say what rows before them said are counted together."""

from collections import Counter
from collections.abc import Iterator
from itertools import compress, repeat

from schemactl.data.canonical_row import is_plain_column
from schemactl.data.digests import LabelsDigest, RowsDigest, middle_of
from schemactl.data.fast_lane import Judged, Verdict
from schemactl.data.fast_rows import Rows, read_rows
from schemactl.data.tally import Tally
from schemactl.files.stream import Chunk


def plain_rows(chunk: Chunk) -> Iterator[Rows]:
    """Yield lines in batches; rows with cells that are not written as they are have no columns."""
    for rows in read_rows(chunk):
        if rows.columns is not None and not all(map(is_plain_column, rows.columns.values())):
            yield rows._replace(columns=None)
        else:
            yield rows


class FastSurvey:
    """Counts fast rows, and their parts of two digests."""

    def __init__(
        self,
        rows: RowsDigest,
        labels: LabelsDigest,
        tally: Tally,
        origin: str | None = None,
        slice_column: str | None = None,
    ) -> None:
        """Count into these; columns say where an annotation comes from, and the item's slice."""
        self.rows = rows
        self.labels = labels
        self.tally = tally
        self.origin = origin
        self.slice_column = slice_column
        self.middles: dict[Verdict, bytes] = {}

    def take(self, rows: Rows, judged: Judged) -> None:
        """Count the rows that are fast."""
        cells, verdicts, columns = judged.cells, judged.verdicts, rows.columns
        if cells is None or columns is None:
            return
        values = rows.values
        if len(verdicts) < len(values):
            values = list(compress(values, judged.fast))
            columns = {name: tuple(compress(one, judged.fast)) for name, one in columns.items()}
        self.rows.extend(values, columns)
        found = Counter(verdicts)
        for verdict in found.keys() - self.middles.keys():
            self.middles[verdict] = middle_of(verdict.annotation)
        middles = map(self.middles.__getitem__, verdicts)
        self.labels.extend(cells.items, middles, cells.annotators)
        self.tally.records += len(values)
        self.tally.add_items(set(cells.items))
        self.tally.annotators.update(compress(cells.annotators, map(_is_known, cells.annotators)))
        self.tally.add_origins(columns.get(self.origin or "", ()))
        for verdict, number in found.items():
            self.tally.add_labels(verdict.annotation, number)
        if (slices := columns.get(self.slice_column or "")) is not None:
            # As texts: of cells, true and 1 are equal, and lists cannot be counted.
            names = [None if one is None else str(one) for one in slices]
            self._count_slices(Counter(zip(verdicts, names, strict=True)))
        batches = repeat(None) if set(cells.batches) == {None} else cells.batches
        for (verdict, batch), number in Counter(zip(verdicts, batches, strict=False)).items():
            one = verdict.annotation
            self.tally.batches[batch, one.schema, one.guideline] += number

    def _count_slices(self, found: Counter[tuple[Verdict, str | None]]) -> None:
        for (verdict, name), number in found.items():
            one = verdict.annotation
            self.tally.slices.add(one.task, one.label, name, number)


def _is_known(annotator: str | None) -> bool:
    return annotator is not None
