"""Task fates: a result becomes what the general lane makes of one with the same labels."""

from collections import Counter
from pathlib import Path

import pytest

from schemactl.files.label_studio_reader import NOTHING, Key
from schemactl.migrate import task_fates
from schemactl.migrate.lane import DocumentLane
from schemactl.migrate.source import open_source
from schemactl.migrate.tally import Counts
from schemactl.migrate.task_fates import SLOW, ResultFate, TaskFates, count
from tests.builders import a_schema
from tests.migrate.hops import compiled
from tests.migrate.random_tasks import a_way
from tests.migrate.runs import a_job

TASK = b'[{"id":1,"data":{},"annotations":[{"result":[]}]}]'


@pytest.fixture
def fates(tmp_path: Path) -> TaskFates:
    """Return the fates of a file."""
    path = tmp_path / "data.json"
    path.write_bytes(TASK)
    lane = open_source(a_job(path, a_way(), format="label-studio")).lane
    assert isinstance(lane, DocumentLane)
    return TaskFates(path, lane)


def fate(fates: TaskFates, key: Key) -> ResultFate:
    """Return the fate of results with a key."""
    return fates.fates[fates.number(key)]


def test_labels_give_way_where_they_stand(fates: TaskFates) -> None:
    found = fate(fates, ("choices", "topic", b'[ "k","a" , "\\u0062"]'))
    assert found.edits == ((6, b'"a"', b'"x"'), (12, b'"\\u0062"', b'"m"'))
    assert found.is_mapped
    assert found.moves == (
        (("topic", "k"), ("topic", "k")),
        (("topic", "a"), ("topic", "x")),
        (("topic", "b"), ("topic", "m")),
    )


def test_counts_are_those_of_results_alone(fates: TaskFates) -> None:
    counts: Counts = Counter()
    count(counts, fate(fates, ("choices", "topic", b'["a","k"]')), 3)
    assert counts["in", "annotations"] == 6
    assert counts["after", "topic", "x"] == 3
    assert counts["annotation", "mapped"] == 3
    assert not [key for key in counts if key[0] == "record" or key == ("in", "records")]


def test_labels_fold_within_a_result(fates: TaskFates) -> None:
    found = fate(fates, ("choices", "topic", b'["b","c"]'))
    assert dict(found.counts)["folded",] == 1
    assert [new for _, _, new in found.edits] == [b'"m"', b""]


@pytest.mark.parametrize(
    "key",
    [
        ("choices", "topic", b'["s"]'),
        ("choices", "topic", b'["q"]'),
        ("choices", "topic", b'["k","d"]'),
        ("choices", "topic", b'["unknown"]'),
        ("choices", "other", b'["a"]'),
        ("choices", "topic", b"[1e999]"),
        ("choices", "topic", b"[[]]"),
        ("choices", "topic", b"null"),
        ("choices", None, b'["a"]'),
        ("choices", 3, b'["a"]'),
        (None, None, b"?"),
    ],
)
def test_what_is_open_or_leaves_is_slow(fates: TaskFates, key: Key) -> None:
    assert fate(fates, key) == SLOW


@pytest.mark.parametrize(
    "key",
    [
        NOTHING,
        ("rating", "stars", b""),
        ("textarea", "words", b"2"),
        ("taxonomy", "topic", b'[["k"]]'),
        ("pairwise", "topic", b'"k"'),
        ("rectanglelabels", "things", b'["k"]'),
    ],
)
def test_values_and_labels_that_stay_have_no_edits(tmp_path: Path, key: Key) -> None:
    path = tmp_path / "data.json"
    path.write_bytes(TASK)
    way = a_way()
    if key == NOTHING:
        way = compiled(a_schema("a", "b"), a_schema("a", "b", "c"))
    lane = open_source(a_job(path, way, format="label-studio")).lane
    assert isinstance(lane, DocumentLane)
    found = fate(TaskFates(path, lane), key)
    assert not found.is_slow
    assert not found.is_mapped
    assert not found.edits
    assert all(before == after for before, after in found.moves)


def test_folding_is_possible_where_labels_merge(fates: TaskFates, tmp_path: Path) -> None:
    assert fates.may_fold
    one, other = (fate(fates, ("choices", "topic", b'["%s"]' % label)) for label in (b"b", b"c"))
    assert fates.folds([one, other])
    assert not fates.folds([one, one])
    way = compiled(
        a_schema("a", "b"), a_schema("c", "b"), {"change": "recode", "from": "a", "to": "c"}
    )
    lane = open_source(a_job(tmp_path / "data.json", way, format="label-studio")).lane
    assert isinstance(lane, DocumentLane)
    assert not TaskFates(tmp_path / "data.json", lane).may_fold


def test_so_many_fates_are_remembered(fates: TaskFates, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(task_fates, "_MOST", 2)
    keys: list[Key] = [("choices", "topic", b'["%s"]' % label) for label in (b"a", b"b", b"k")]
    assert [fate(fates, key).is_slow for key in keys] == [False, False, True]
    assert [fate(fates, key).is_slow for key in keys] == [False, False, True]
