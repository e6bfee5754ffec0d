"""The fast lane of a survey: rows that say what rows before them said are counted together."""

from schemactl.data.coded import Coded, Which, coded, together
from schemactl.data.columns import CellColumns
from schemactl.data.digests import LabelsDigest, RowsDigest, end_of
from schemactl.data.fast_lane import Judged, Verdict
from schemactl.data.fast_rows import Rows
from schemactl.data.tally import Tally

# How many ends of annotations are remembered: one per annotator and what they said.
_MOST_ENDS = 2**16


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
        self.ends: dict[tuple[Verdict, str | None], bytes] = {}

    def take(self, rows: Rows, judged: Judged) -> None:
        """Count the rows that are fast."""
        cells, verdicts = judged.cells, judged.verdicts
        if cells is None or verdicts is None or rows.columns is None:
            return
        columns, items = rows.columns.cells(), coded(cells.items.texts)
        which = None if judged.fast.all() else judged.fast
        self.rows.extend(columns.leaves(which), {one: columns.kinds(one) for one in columns.names})
        self._add_labels(items, verdicts, cells.annotators)
        self.tally.records += len(verdicts.codes)
        self.tally.add_items(items.values)
        for annotator, number in cells.annotators.counts():
            if annotator is not None:
                self.tally.annotators[annotator] += number
        for verdict, number in verdicts.counts():
            self.tally.add_labels(verdict.annotation, number)
        for (verdict, batch), number in together([verdicts, cells.batches]).counts():
            one = verdict.annotation
            self.tally.batches[batch, one.schema, one.guideline] += number
        if (origins := _texts(columns, self.origin, which)) is not None:
            for said, number in origins.counts():
                self.tally.add_origins([said] * number)
        self._count_slices(columns, verdicts, which)

    def _count_slices(self, columns: CellColumns, verdicts: Coded, which: Which | None) -> None:
        slices = _texts(columns, self.slice_column, which)
        if slices is None:
            return
        for (verdict, name), number in together([verdicts, slices]).counts():
            one = verdict.annotation
            self.tally.slices.add(one.task, one.label, name, number)

    def _add_labels(self, items: Coded, verdicts: Coded, annotators: Coded) -> None:
        said = together([verdicts, annotators])
        ends = [self._end(verdict, annotator) for verdict, annotator in said.values]
        self.labels.extend(items, Coded(ends, said.codes))

    def _end(self, verdict: Verdict, annotator: str | None) -> bytes:
        end = self.ends.get((verdict, annotator))
        if end is None:
            if len(self.ends) >= _MOST_ENDS:
                self.ends.clear()
            end = self.ends[verdict, annotator] = end_of(verdict.annotation, annotator)
        return end


def _texts(columns: CellColumns, column: str | None, which: Which | None) -> Coded | None:
    """Return the cells of some rows as texts; None where there is no such column."""
    if column is None or column not in columns.names:
        return None
    found = columns.texts(column)
    return found if which is None else found.only(which)
