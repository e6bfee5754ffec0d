"""Annotations of fast rows have the leaves that they have one by one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.data import fast_labels
from schemactl.data.coded import Coded, Items, coded, hashes, repeated
from schemactl.data.digests import LabelsDigest
from schemactl.data.fast_labels import FastLabels
from schemactl.data.fast_lane import Judged, Verdict
from schemactl.data.fast_rows import Cells
from schemactl.model.annotation import Annotation

VERDICTS = [
    Verdict(Annotation("of others", "t", label, None, value, None, "of others"), None)
    for label, value in (("a", None), ("b", None), (None, 0.5))
]
TEXTS = st.sampled_from(["x", "é", 'a "quoted" one', 'a",', ",", "[", "\\", "a\nb", "😀"])
SAID = st.lists(
    st.tuples(TEXTS, st.sampled_from(VERDICTS), st.none() | TEXTS), min_size=1, max_size=9
)


def judged(said: list[tuple[str, Verdict, str | None]]) -> Judged:
    items, verdicts, annotators = zip(*said, strict=True)
    cells = Cells(
        Items(items, hashes(items)), coded(annotators), repeated(None, len(said)), None, None
    )
    return Judged(np.ones(len(said), dtype=np.bool_), coded(verdicts), cells)


@given(st.lists(SAID, max_size=3), st.integers(1, 4))
def test_leaves_are_those_of_annotations(
    parts: list[list[tuple[str, Verdict, str | None]]], most: int
) -> None:
    fast, slow = LabelsDigest(), LabelsDigest()
    lane = FastLabels(fast)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fast_labels, "_MOST_ENDS", most)
        for said in parts:
            lane.take(judged(said))
            for item, verdict, annotator in said:
                slow.add(verdict.annotation._replace(item=item, annotator=annotator))
    assert len(fast.leaves) == sum(map(len, parts))
    assert fast.value() == slow.value()
    assert len(lane.ends) <= most


def test_rows_that_are_not_fast_do_not_count() -> None:
    labels = LabelsDigest()
    FastLabels(labels).take(Judged(np.zeros(3, dtype=np.bool_)))
    labels.extend([], Coded([], np.zeros(0, dtype=np.int64)))
    assert len(labels.leaves) == 0
