"""Tests of columns of even lines: they say what columns of cells say."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemactl.data import even_columns
from schemactl.data.columns import CellColumns
from schemactl.data.even_columns import EvenColumns, EvenSource

ROLES = {"item": "i", "label": "l", "task": "t", "annotator": "w", "batch": "none", "at": "at"}
ROLES |= {"text": "text", "confidence": "c"}
TEXTS = st.text(st.characters(codec="utf-8"), max_size=5) | st.sampled_from(["x", "y", '":', "\\"])
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "i": TEXTS.filter(bool),
            "l": st.none() | TEXTS,
            "w": st.none() | TEXTS,
            "at": st.datetimes().map(lambda at: at.strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")),
            "text": st.none() | TEXTS,
            "c": st.none() | st.integers(0, 9) | st.sampled_from([0.5, 1e-7]),
            "n": st.none() | st.booleans() | st.integers() | TEXTS,
            "t": TEXTS,
        }
    ),
    min_size=1,
    max_size=6,
)


def written(rows: list[dict[str, Any]], is_ascii: bool = True, blanks: int = 0) -> bytes:
    lines = [json.dumps(row, ensure_ascii=is_ascii, separators=(",", ":")) for row in rows]
    return "".join(line[:-1] + " " * blanks + "}\n" for line in lines).encode()


@settings(deadline=None, max_examples=200)
@given(ROWS, ROWS, st.booleans(), st.sampled_from([0, 3]))
def test_both_kinds_of_columns_say_the_same(
    before: list[dict[str, Any]], rows: list[dict[str, Any]], is_ascii: bool, blanks: int
) -> None:
    source = EvenSource(ROLES)
    source.read(written(before, is_ascii))
    even, cells = source.read(written(rows, is_ascii, blanks)), CellColumns(rows)
    if even is None:
        return
    assert even.count == cells.count
    assert set(even.names) == {"i", "l", "t", "w", "at", "text", "c"}
    for name in even.names:
        if name != "c":
            assert even.kinds(name) == cells.kinds(name)
    assert even.items("i") == list(cells.items("i"))
    assert even.coded("w").each() == cells.coded("w").each()
    assert even.together(["t", "l"]).each() == cells.together(["t", "l"]).each()
    assert len(set(even.together(["t", "l"]).values)) == len(even.together(["t", "l"]).values)
    assert even.lengths("text").tolist() == cells.lengths("text").tolist()
    found = [columns.times("at") for columns in (even, cells)]
    assert found[0] is not None
    assert found[1] is not None
    assert found[0].tolist() == found[1].tolist()
    assert even.cells().named == cells.named


USUAL = {"i": "x", "l": "a", "at": "2026-01-01T00:00:00Z", "t": "t", "c": 1}


@pytest.mark.parametrize(
    "odd",
    [
        *({"i": ""}, {"i": None}, {"i": 1}, {"l": 1}, {"l": True}, {"at": "soon"}, {"at": None}),
        *({"at": "2026-02-30T00:00:00Z"}, {"c": "1"}, {"t": "x" * 99}),
    ],
)
def test_odd_cells_are_left_to_others(odd: dict[str, Any]) -> None:
    source = EvenSource(ROLES)
    assert isinstance(source.read(written([USUAL, USUAL])), EvenColumns)
    assert source.read(written([USUAL, {**USUAL, **odd}])) is None


def test_times_may_all_be_missing() -> None:
    [even] = [EvenSource(ROLES).read(written([{**USUAL, "at": None}]))]
    assert even is not None
    assert even.kinds("at") == {type(None)}


def test_texts_that_are_too_many_are_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(even_columns, "_MOST_TEXTS", 3)
    source = EvenSource(ROLES)
    rows = [{**USUAL, "l": f"label {number}"} for number in range(5)]
    assert source.read(written(rows[:3])) is not None
    assert source.read(written(rows)) is None
    assert source.read(written(rows[:3])) is None
