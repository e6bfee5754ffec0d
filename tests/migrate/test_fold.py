"""Folding: what a migration made the same counts once, what was written twice stays twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.migrate.fold import folded, strongest

LABELS = st.lists(st.sampled_from("abcde"), max_size=6)
MERGES = st.dictionaries(st.sampled_from("abcde"), st.sampled_from("abxy"))


def test_labels_that_became_one_stand_once_in_the_place_of_the_first() -> None:
    before, after = ["grief", "joy", "sadness"], ["sadness", "joy", "sadness"]
    assert [after[position] for position in folded(before, after)] == ["sadness", "joy"]


def test_what_no_migration_made_the_same_stays() -> None:
    assert folded(["a", "a"], ["a", "a"]) == (0, 1)
    assert folded(["a", "a"], ["b", "b"]) == (0, 1)


def test_answers_may_be_any_keys() -> None:
    before = [("a", 0), ("b", 0), ("b", 9)]
    after = [("c", 0), ("c", 0), ("c", 9)]
    assert folded(before, after) == (0, 2)


@given(LABELS, MERGES)
def test_every_label_stays_and_in_order(before: list[str], merges: dict[str, str]) -> None:
    after = [merges.get(label, label) for label in before]
    kept = folded(before, after)
    assert list(kept) == sorted(set(kept))
    assert {after[position] for position in kept} == set(after)
    if len(set(before)) == len(before):
        assert len(kept) == len(set(after))


@given(LABELS)
def test_where_nothing_is_mapped_nothing_folds(labels: list[str]) -> None:
    assert folded(labels, labels) == tuple(range(len(labels)))


def test_present_is_stronger_than_absent_and_that_than_abstain() -> None:
    assert strongest(["abstain", "absent", "present"]) == "present"
    assert strongest(["absent", "abstain"]) == "absent"
    assert strongest(["abstain"]) == "abstain"
    with pytest.raises(ValueError, match="empty"):
        strongest([])
