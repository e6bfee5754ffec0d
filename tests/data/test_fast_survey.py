"""A survey says the same whichever lane rows go through, and its digests are those of any order."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from schemactl.data import fast_lane, fast_rows, row_source
from schemactl.data import fast_survey as lane
from schemactl.data.digests import LabelsDigest, RowsDigest
from schemactl.data.fast_rows import Rows
from schemactl.data.options import DataOptions
from schemactl.data.stamps import Background
from schemactl.data.survey import Survey, survey
from schemactl.data.tally import Tally
from schemactl.errors import SchemactlError
from schemactl.files import stream
from schemactl.files.stream import Chunk
from tests.data.test_fast_lane import ALIKE, KNOWN, RELEASE, ROWS

OPTIONS = DataOptions(format="annotations")


def said(path: Path, background: Background | None) -> Any:
    try:
        found = survey([path], RELEASE, OPTIONS, background=background)
    except SchemactlError as error:
        return error.message
    return compared(found)


def compared(found: Survey) -> Survey:
    """Return a survey without the order in which things were met."""
    batches = tuple(sorted(found.batches, key=repr))
    return found._replace(batches=batches, problems=tuple(sorted(found.problems, key=repr)))


@settings(max_examples=100, deadline=None)
@given(ROWS | ALIKE)
def test_both_lanes_say_the_same(rows: list[dict[str, Any]]) -> None:
    rows = [{"item": "i0", "task": "one", "label": "a", "schema": "s@1.0.0"}, *rows, *rows]
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        path = Path(folder, "data.jsonl")
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        patch.setattr(fast_rows, "_BATCH", 300)
        patch.setattr(stream, "_CHUNK", 300)
        fast = said(path, None), said(path, KNOWN)
        patch.setattr(fast_lane, "_OF_LINES", frozenset())
        assert fast == (said(path, None), said(path, KNOWN))


@pytest.mark.parametrize(
    "row",
    [
        {"item": "of all", "slice": True, "extra": 1},
        {"item": "of none", "slice": "", "extra": None},
        {"item": 'a "quoted", item', "extra": 'the end of a row },{"item":'},
        {"item": "back\\slash", "extra": "two\nlines"},
        {"item": 'a",', "extra": 10**30},
        {"item": 7, "extra": 1e300, "annotator": 3},
        {"item": "é", "extra": 0.5, "annotator": 'x"]'},
        {"item": "with a list", "extra": [1, 2]},
        {"item": "from a model", "origin": "model"},
        {"item": "from several", "origin": ["model", "human"]},
        {"item": "from nowhere", "origin": ""},
    ],
)
def test_cells_that_look_like_json_are_told_apart(
    row: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = {"task": "one", "label": "a", "schema": "s@1.0.0"}
    path = tmp_path / "data.jsonl"
    path.write_text("".join(json.dumps({**row, **answer}) + "\n" for _ in range(20)))
    monkeypatch.setattr(fast_rows, "_BATCH", 300)
    monkeypatch.setattr(stream, "_CHUNK", 300)
    fast = said(path, None)
    monkeypatch.setattr(fast_lane, "_OF_LINES", frozenset())
    assert fast == said(path, None)
    assert fast.annotations == 20


def test_most_rows_of_usual_data_are_fast(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[int] = []
    take = lane.FastSurvey.take

    def counted(self: Any, rows: Rows, judged: Any) -> None:
        taken.append(sum(judged.fast))
        take(self, rows, judged)

    monkeypatch.setattr(lane.FastSurvey, "take", counted)
    monkeypatch.setattr(row_source, "_FIRST", 500)
    rows = [{"item": f"i{n}", "task": "one", "label": "ab"[n % 2]} for n in range(999)]
    path = tmp_path / "data.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    found = survey([path], RELEASE, OPTIONS, background=None)
    assert (found.records, found.annotations, found.items) == (999, 999, 999)
    assert sum(taken) > 900


def test_nothing_is_taken_of_rows_without_columns() -> None:
    tally = Tally()
    survey_lane = lane.FastSurvey(RowsDigest(), LabelsDigest(), tally)
    survey_lane.take(
        Rows(Chunk(1, 0, b""), None, ()), fast_lane.Judged(np.zeros(0, dtype=np.bool_))
    )
    assert tally.records == 0
