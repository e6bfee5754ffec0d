"""The fast lane of the digest of labels: rows that say what rows before them said."""

from schemactl.data.coded import Coded, together
from schemactl.data.digests import LabelsDigest, end_of
from schemactl.data.fast_lane import Judged, Verdict

# How many ends of annotations are remembered: one per annotator and what they said.
_MOST_ENDS = 2**16


class FastLabels:
    """Counts the annotations of fast rows in a digest."""

    def __init__(self, labels: LabelsDigest) -> None:
        """Count into this digest."""
        self.labels = labels
        self.ends: dict[tuple[Verdict, str | None], bytes] = {}

    def take(self, judged: Judged) -> None:
        """Count the rows that are fast."""
        cells, verdicts = judged.cells, judged.verdicts
        if cells is None or verdicts is None:
            return
        said = together([verdicts, cells.annotators])
        ends = [self._end(verdict, annotator) for verdict, annotator in said.values]
        self.labels.extend(cells.items.texts, Coded(ends, said.codes))

    def _end(self, verdict: Verdict, annotator: str | None) -> bytes:
        end = self.ends.get((verdict, annotator))
        if end is None:
            if len(self.ends) >= _MOST_ENDS:
                self.ends.clear()
            end = self.ends[verdict, annotator] = end_of(verdict.annotation, annotator)
        return end
