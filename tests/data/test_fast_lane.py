"""Tests of the fast lane: it finds what the general lane finds."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from schemactl.data import fast_lane, fast_rows
from schemactl.data.checking import Checked, check_data
from schemactl.data.options import Column, DataOptions
from schemactl.data.stamps import Background
from schemactl.files import stream
from schemactl.model.release import ReleasedSchema, SchemaRelease

LABELS = [{"id": "a"}, {"id": "b", "deprecated": {"since": "1.0.0", "reason": "x"}}, {"id": "1"}]
SCHEMA = ReleasedSchema.model_validate(
    {
        **{"schemactl": 1, "name": "s", "version": "1.0.0"},
        "tasks": [
            {"id": "one", "type": "classification", "labels": LABELS},
            {"id": "some", "type": "classification", "choose": {"min": 1, "max": 2},
             "labels": [{"id": name} for name in "abc"]},
            {"id": "any", "type": "classification", "choose": "any",
             "hierarchy": {"choose": "any-level", "ancestors": "explicit"},
             "labels": [{"id": "a", "labels": [{"id": "b"}]}, {"id": "c"}]},
            {"id": "grade", "type": "rating", "scale": {"min": 0, "max": 3}},
        ],
        "constraints": [{"id": "k", "if": {"grade": 3}, "then": {"one": "a"}}],
    }
)  # fmt: skip
RELEASE = SchemaRelease("schema:s@1.0.0", "sha256:0", None, Path(), SCHEMA)
KNOWN = Background(released={"schema:s@1.0.0": "2026-01-01T10:00:00Z"}.get)


def mostly(usual: Any, *others: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from([usual] * 6 + list(others))


ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "item": mostly("i1", "i2", "i3", "i3", "", 7, None),
            "task": st.sampled_from(["one", "some", "any", "grade", "one", "none"]),
            "label": mostly("a", "b", "c", "c", None, 1, True, ["a", "b"], "A"),
            "schema": mostly("s@1.0.0", None, "s@0.9.0", 1),
        },
        optional={
            "annotator": mostly("x", "y", None, 3),
            "batch": mostly("b1", None, 1),
            "at": mostly(
                "2026-02-01T10:00:00Z",
                *("2025-12-31T10:00:00Z", "2026-01-01T10:00:01Z", "2026-01-01T11:30:00+02:00"),
                *("soon", None, 5),
            ),
            "value": mostly(None, 1, 2, 3, 1.0, True, 9),
            "status": mostly("final", "unsure", "maybe"),
            "attributes": mostly(None, {}, {"k": 1}),
            "text": mostly("a text", "", "a : b", 5, "{"),
            "confidence": mostly(0.5, 1, "x"),
            "extra": st.just({"a": 1}) | st.just("x"),
        },
    ),
    max_size=14,
)

# Rows that have the same columns, as most files do.
ALIKE = st.lists(
    st.fixed_dictionaries(
        {
            "item": st.sampled_from(["i1", "i2", "i3", "é"]),
            "task": st.sampled_from(["one", "some", "any", "one"]),
            "label": mostly("a", "b", "c", None),
            "schema": mostly("s@1.0.0", "s@0.9.0"),
            "annotator": mostly("x", "y", None),
            "batch": mostly("b1", "b2"),
            "at": mostly(
                *("2026-02-01T10:00:00Z", "2026-02-01T10:00:01Z", "2026-01-01T09:59:59Z"),
                *("2026-01-01T10:00:00Z", "2026-02-30T10:00:00Z"),
            ),
            "text": mostly("a text", 'a "text"', "é"),
            "confidence": mostly(0.5, 1),
        }
    ),
    min_size=3,
    max_size=14,
)

EVEN_ROW = {"item": "i1", "task": "one", "label": "a", "schema": "s@1.0.0", "annotator": "x"}
# Rows whose cells are all texts, many of them the same.
EVEN = st.lists(
    st.fixed_dictionaries(
        {
            "item": mostly("i1", "i2", "i3", "i4", 'é"'),
            "task": st.sampled_from(["one", "some", "any"]),
            "label": mostly("a", "b", "c"),
            "schema": mostly("s@1.0.0", "s@0.9.0"),
            "annotator": mostly("x", "y"),
        }
    ),
    min_size=9,
    max_size=30,
)


def outcome(path: Path, options: DataOptions) -> tuple[int, int, list[Any]]:
    found: Checked = check_data([path], RELEASE, options, KNOWN)
    return found.annotations, found.items, sorted(map(repr, found.problems))


SAME = {"item": "i1", "task": "one", "label": "a", "schema": "s@1.0.0"}


@settings(max_examples=150, deadline=None)
@given(ROWS | ALIKE | EVEN, st.booleans(), st.sampled_from([60, 500, 2**16]))
@example([{**SAME, "at": "2026-02-01T10:00:00Z"}, SAME], False, 500)
def test_both_lanes_find_the_same(rows: list[dict[str, Any]], is_tight: bool, size: int) -> None:
    is_even = bool(rows) and rows[0].keys() == EVEN_ROW.keys()
    rows = [EVEN_ROW if is_even else SAME, *rows]
    separators = (",", ":") if is_tight else (", ", ": ")
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        path = Path(folder, "data.jsonl")
        lines = [json.dumps(row, separators=separators) for row in rows]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        patch.setattr(fast_rows, "_BATCH", size)
        patch.setattr(stream, "_CHUNK", size)
        options = DataOptions(format="annotations")
        fast = outcome(path, options)
        patch.setattr(fast_lane, "_OF_LINES", frozenset())
        assert fast == outcome(path, options)


def test_most_rows_of_usual_data_are_fast(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[int] = []
    keep = fast_lane.FastLane._keep

    def counted(run: Any, cells: Any, verdicts: Any) -> None:
        kept.append(len(verdicts.codes))
        keep(run, cells, verdicts)

    monkeypatch.setattr(fast_lane.FastLane, "_keep", staticmethod(counted))
    monkeypatch.setattr(fast_rows, "_BATCH", 500)
    path = tmp_path / "data.jsonl"
    rows = [{"id": n, "text": f"text {n}", "label": "ab"[n % 2], "score": 0.5} for n in range(999)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    columns = (Column("item", "id"),)
    found = check_data([path], RELEASE, DataOptions(columns=columns, task="any"), KNOWN)
    assert (found.annotations, found.items) == (999, 999)
    assert sum(kept) > 400
