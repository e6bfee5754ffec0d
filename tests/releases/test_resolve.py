"""Resolving a draft: indexes, tombstones and shared labels over the life of a schema."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.errors import AnswerIsBad
from schemactl.model.migration import Migration
from schemactl.model.release import ReleasedSchema, SchemaRelease
from schemactl.model.schema import Schema
from schemactl.model.taxonomy import Taxonomy
from schemactl.releases.resolve import resolve
from tests.builders import a_label, a_schema, a_task

Indexes = dict[str, int | None]


def no_release(ref: str) -> SchemaRelease:
    """Stand for a registry in which nothing is released."""
    raise AssertionError(ref)


def release(
    schema: Schema, previous: ReleasedSchema | None = None, *steps: dict[str, Any]
) -> ReleasedSchema:
    """Return the schema as it would be released after the previous one."""
    migration = None
    if steps:
        ends = {"schema": "s", "version": "1.0.0"}
        migration = Migration.model_validate(
            {"schemactl": 1, "from": ends, "to": ends, "steps": list(steps)}
        )
    return resolve(schema, previous, migration, no_release)


def indexes(schema: Schema, task: int = 0) -> Indexes:
    """Return the index of every label of a task."""
    places = Taxonomy(schema.tasks[task]).places
    return {place.label.id: place.label.index for place in places}


def tombs(schema: ReleasedSchema, task: str = "topic") -> dict[str, tuple[int | None, str]]:
    """Return the index and the version of every label that is gone."""
    return {tomb.id: (tomb.index, tomb.retired_in) for tomb in schema.tombstones.get(task, ())}


def recode(old: str, new: str) -> dict[str, str]:
    """Return a recode step."""
    return {"change": "recode", "from": old, "to": new}


def test_a_first_release_counts_selectable_labels_in_document_order() -> None:
    group = a_label("money", labels=[a_label("refund"), a_label("charge")])
    hidden = a_label("hidden", selectable=False)
    found = indexes(release(a_schema("praise", group, hidden, "other")))
    assert found == {
        "praise": 0, "money": None, "refund": 1, "charge": 2, "hidden": None, "other": 3,
    }  # fmt: skip


def test_at_any_level_groups_count_too() -> None:
    group = a_label("money", labels=[a_label("refund")])
    task = a_task(group, hierarchy={"choose": "any-level"})
    assert indexes(release(a_schema(task))) == {"money": 0, "refund": 1}


def test_the_order_of_a_later_draft_does_not_matter() -> None:
    first = release(a_schema("a", "b", "c"))
    assert indexes(release(a_schema("c", "new", "b", "a"), first)) == {
        "c": 2, "new": 3, "b": 1, "a": 0,
    }  # fmt: skip


def test_stated_indexes_come_first_in_a_first_release() -> None:
    schema = a_schema("a", a_label("b", index=0), a_label("c", index=5), "d")
    assert indexes(release(schema)) == {"a": 1, "b": 0, "c": 5, "d": 2}


@pytest.mark.parametrize("stated", [0, 2])
def test_a_stated_index_must_be_the_label_s_own(stated: int) -> None:
    first = release(a_schema("a", "b"))
    with pytest.raises(AnswerIsBad, match=f"states index {stated}, but index 1 is its own"):
        release(a_schema("a", a_label("b", index=stated)), first)


def test_two_labels_cannot_state_one_index() -> None:
    with pytest.raises(AnswerIsBad, match="states index 3"):
        release(a_schema(a_label("a", index=3), a_label("b", index=3)))


def test_tombstones_stay_over_three_releases_and_no_index_comes_back() -> None:
    first = release(a_schema(a_label("a", aliases=["A"]), "b", "c"))
    second = release(a_schema("b", "c", version="2.0.0"), first)
    third = release(a_schema("b", "d", version="3.0.0"), second)
    again = release(a_schema("b", "d", "a", "c", version="4.0.0"), third)
    assert tombs(third) == {"a": (0, "2.0.0"), "c": (2, "3.0.0")}
    assert second.tombstones["topic"][0].aliases == ("A",)
    assert indexes(third) == {"b": 1, "d": 3}
    assert indexes(again) == {"b": 1, "d": 3, "a": 4, "c": 5}
    assert tombs(again) == tombs(third)


def test_a_recoded_label_keeps_its_index_and_its_old_id_is_gone() -> None:
    first = release(a_schema("bug", "other"))
    second = release(a_schema("defect", "other", version="2.0.0"), first, recode("bug", "defect"))
    assert indexes(second) == {"defect": 0, "other": 1}
    assert tombs(second) == {"bug": (None, "2.0.0")}


def test_labels_that_swap_ids_or_move_on_in_a_chain_keep_their_indexes() -> None:
    first = release(a_schema("a", "b"))
    swapped = release(a_schema("a", "b"), first, recode("a", "b"), recode("b", "a"))
    assert indexes(swapped) == {"a": 1, "b": 0}
    chain = release(a_schema("b", "c"), first, recode("a", "b"), recode("b", "c"))
    assert indexes(chain) == {"b": 0, "c": 1}


@pytest.mark.parametrize(
    "steps",
    [
        [recode("a", "c")],
        [recode("a", "b")],
        [recode("zzz", "c")],
        [recode("a", "c"), recode("a", "d")],
    ],
)
def test_wrong_recodes_never_give_two_labels_one_index(steps: list[dict[str, str]]) -> None:
    found = indexes(release(a_schema("a", "b", "c", "d"), release(a_schema("a", "b")), *steps))
    assert found == {"a": 0, "b": 1, "c": 2, "d": 3}


def test_merge_and_split_targets_keep_theirs_where_they_were_there_before() -> None:
    first = release(a_schema("refund", "chargeback", "account"))
    merge = {"change": "merge", "from": ["refund", "chargeback"], "to": "refund"}
    split = {"change": "split", "from": "account", "to": ["account", "profile"]}
    second = release(a_schema("refund", "account", "profile", version="2.0.0"), first, merge, split)
    assert indexes(second) == {"refund": 0, "account": 2, "profile": 3}
    assert tombs(second) == {"chargeback": (1, "2.0.0")}


def test_a_label_that_becomes_a_group_keeps_its_index() -> None:
    first = release(a_schema("money", "other"))
    second = release(a_schema(a_label("money", labels=[a_label("refund")]), "other"), first)
    assert indexes(second) == {"money": 0, "other": 1, "refund": 2}


def test_a_removed_task_keeps_its_tombstones_and_may_come_back() -> None:
    both = release(a_schema(a_task("a", id="one"), a_task("b", "c", id="two")))
    one = release(a_schema(a_task("a", id="one"), version="2.0.0"), both)
    assert tombs(one, "two") == {"b": (0, "2.0.0"), "c": (1, "2.0.0")}
    back = release(a_schema(a_task("a", id="one"), a_task("b", id="two"), version="3.0.0"), one)
    assert indexes(back, 1) == {"b": 2}
    assert tombs(back, "two") == tombs(one, "two")


def test_labels_shared_within_a_schema_are_copied_with_indexes_of_their_own() -> None:
    own = a_task(a_label("a", index=7), a_label("b", labels=[a_label("c")]), id="one")
    shared = a_task(id="two", same_as="one")
    released = release(a_schema(own, shared))
    assert indexes(released, 0) == {"a": 7, "b": None, "c": 0}
    assert indexes(released, 1) == {"a": 0, "b": None, "c": 1}


@pytest.mark.parametrize("other", ["nowhere", "two", "three"])
def test_labels_are_shared_with_a_task_that_lists_some(other: str) -> None:
    tasks = (
        a_task("a", id="one"),
        a_task(id="two", same_as=other),
        a_task(id="three", same_as="one"),
    )
    with pytest.raises(AnswerIsBad, match="task 'two' shares the labels of"):
        release(a_schema(*tasks))


def common(ref: str) -> SchemaRelease:
    """Return the release of another schema."""
    assert ref == "common@1.2.0"
    group = a_label("state", labels=[a_label("spam", name="Spam")])
    schema = resolve(a_schema(group, "unclear", name="common"), None, None, no_release)
    return SchemaRelease("schema:common@1.2.0", "sha256:" + "0" * 64, None, Path(), schema)


def test_labels_of_another_schema_are_copied_with_their_source() -> None:
    use = [{"schema": "common@1.2.0", "labels": ["unclear", "spam"]}]
    released = resolve(a_schema(a_task("a", use=use)), None, None, common)
    assert indexes(released) == {"a": 0, "unclear": 1, "spam": 2}
    spam = released.tasks[0].labels[2]
    assert (spam.name, spam.source and spam.source.ref) == ("Spam", "schema:common@1.2.0")


def test_a_label_that_the_other_schema_lacks_is_refused() -> None:
    use = [{"schema": "common@1.2.0", "labels": ["gone"]}]
    with pytest.raises(AnswerIsBad, match="has no label 'gone'"):
        resolve(a_schema(a_task(use=use)), None, None, common)


ids = st.sampled_from("abcdefgh")
drafts = st.lists(st.tuples(ids, st.booleans()), unique_by=lambda label: label[0], max_size=8)
moves = st.lists(st.tuples(ids, ids), max_size=4)


@given(st.lists(st.tuples(drafts, moves), min_size=1, max_size=6))
def test_an_index_is_of_one_label_for_ever(
    history: list[tuple[list[tuple[str, bool]], list[tuple[str, str]]]],
) -> None:
    previous: ReleasedSchema | None = None
    ever: set[int] = set()
    for number, (draft, recodes) in enumerate(history, 1):
        labels = [a_label(label_id, selectable=selectable) for label_id, selectable in draft]
        schema = a_schema(a_task(*labels), version=f"{number}.0.0")
        current = release(schema, previous, *(recode(old, new) for old, new in recodes))
        holders = {index: label for label, index in indexes(current).items() if index is not None}
        before = indexes(previous) if previous else {}
        assert len(holders) == sum(index is not None for index in indexes(current).values())
        for index, label in holders.items():
            was = [old for old, earlier in before.items() if earlier == index]
            assert all(old == label or (old, label) in recodes for old in was)
            assert was or index not in ever
        ever |= set(holders)
        # No number is left out or forgotten: it is in use, or on a tombstone.
        buried = {tomb.index for tomb in current.tombstones.get("topic", ())} - {None}
        assert ever == set(range(len(ever))) == set(holders) | buried
        previous = current
