"""The fast lane of a survey: rows that say what rows before them said are counted together."""

from schemactl.data.coded import Coded, Which, together
from schemactl.data.columns import Columns
from schemactl.data.digests import LabelsDigest, RowsDigest
from schemactl.data.fast_labels import FastLabels
from schemactl.data.fast_lane import Judged
from schemactl.data.fast_rows import Rows
from schemactl.data.tally import Tally


class FastSurvey:
    """Counts fast rows, and their annotations in a digest."""

    def __init__(
        self,
        rows: RowsDigest,
        labels: LabelsDigest,
        tally: Tally,
        origin: str | None = None,
        slice_column: str | None = None,
    ) -> None:
        """Count into these; columns say where an annotation comes from, and the item's slice.

        The rows that are taken are in the digest of rows already.
        """
        self.rows = rows
        self.labels = FastLabels(labels)
        self.tally = tally
        self.origin = origin
        self.slice_column = slice_column

    def take(self, rows: Rows, judged: Judged) -> None:
        """Count the rows that are fast."""
        cells, verdicts = judged.cells, judged.verdicts
        if cells is None or verdicts is None or rows.columns is None:
            return
        columns = rows.columns
        which = None if judged.fast.all() else judged.fast
        self.labels.take(judged)
        self.tally.records += len(verdicts.codes)
        self.tally.add_items(dict.fromkeys(cells.items.texts))
        for annotator, number in cells.annotators.counts():
            if annotator is not None:
                self.tally.annotators[annotator] += number
        for verdict, number in verdicts.counts():
            self.tally.add_labels(verdict.annotation, number)
        for (verdict, batch), number in together([verdicts, cells.batches]).counts():
            one = verdict.annotation
            self.tally.batches[batch, one.schema, one.guideline] += number
        if (origins := self._texts(columns, self.origin, which)) is not None:
            for said, number in origins.counts():
                self.tally.add_origins([said] * number)
        self._count_slices(columns, verdicts, which)

    def _count_slices(self, columns: Columns, verdicts: Coded, which: Which | None) -> None:
        slices = self._texts(columns, self.slice_column, which)
        if slices is None:
            return
        for (verdict, name), number in together([verdicts, slices]).counts():
            one = verdict.annotation
            self.tally.slices.add(one.task, one.label, name, number)

    def _texts(self, columns: Columns, column: str | None, which: Which | None) -> Coded | None:
        """Return the cells of some rows as texts; None where there is no such column."""
        # Of the rows, those columns are known that have a role; of the digest, all of them.
        if column is None or column not in self.rows.columns:
            return None
        cells = columns.cells()
        if column not in cells.names:
            return None
        found = cells.texts(column)
        return found if which is None else found.only(which)
