"""What every store promises; a new store joins by a line in the `store` fixture."""

from collections.abc import Callable
from contextlib import suppress

import pytest

from schemactl.errors import SchemactlError
from schemactl.model.lineage import Fact, Head
from schemactl.registry.ledger import append, extend, next_entry, seal
from schemactl.registry.store import Store, row_of

FactBuilder = Callable[..., Fact]


def test_an_empty_store_has_nothing(store: Store) -> None:
    assert store.head() is None
    assert store.hash_at(1) is None
    assert store.find("dataset:reviews@1") is None
    assert store.latest("dataset:reviews") is None
    assert store.refs("dataset") == frozenset()
    assert list(store.entries()) == []
    assert list(store.rows()) == []
    assert list(store.edges()) == []
    assert list(store.defects()) == []


def test_entries_come_back_as_they_were_added(store: Store, a_fact: FactBuilder) -> None:
    first, second = append(store, [a_fact("dataset:a@1"), a_fact("dataset:b@1", "dataset:a@1")])
    assert store.find("dataset:b@1") == second.sealed
    assert store.head() == Head(2, second.sealed.hash)
    assert store.hash_at(1) == first.sealed.hash
    assert store.hashes_at([0, 1, 3]) == {1: first.sealed.hash}
    assert list(store.entries()) == [first.sealed.content, second.sealed.content]
    assert list(store.entries(2)) == [second.sealed.content]
    assert list(store.rows()) == [row_of(first.sealed), row_of(second.sealed)]


def test_the_latest_of_a_name_is_the_last_recorded(store: Store, a_fact: FactBuilder) -> None:
    append(store, [a_fact("dataset:a@z"), a_fact("dataset:b@9"), a_fact("dataset:a@1")])
    assert store.latest("dataset:a") == "dataset:a@1"
    assert store.refs("dataset") == {"dataset:a@z", "dataset:b@9", "dataset:a@1"}


def test_ancestry_reaches_each_cause_once(store: Store, a_fact: FactBuilder) -> None:
    append(store, [a_fact("dataset:n@0")])
    for level in range(20):
        # Diamonds: the number of paths doubles with each level, the number of causes does not.
        left, right = f"dataset:left@{level}", f"dataset:right@{level}"
        below = f"dataset:n@{level}"
        append(store, [a_fact(left, below), a_fact(right, below)])
        append(store, [a_fact(f"dataset:n@{level + 1}", left, right)])
    reached = [ref for ref, _ in store.ancestry("dataset:n@20")]
    assert len(reached) == len(set(reached)) == 62
    missing = [ref for ref, content in store.ancestry("dataset:n@20") if content is None]
    assert missing == ["schema:sentiment@1.0.0"]


def test_descent_reaches_each_effect_once_by_the_given_relations(
    store: Store, a_fact: FactBuilder
) -> None:
    append(store, [a_fact("dataset:n@0")])
    for level in range(20):
        left, right = f"dataset:left@{level}", f"dataset:right@{level}"
        below = f"dataset:n@{level}"
        append(store, [a_fact(left, below), a_fact(right, below)])
        append(store, [a_fact(f"dataset:n@{level + 1}", left, right)])
    found = list(store.descent("dataset:n@0", ["derived_from"]))
    assert len(found) == len({ref for ref, _ in found}) == 61
    assert all(content for _, content in found)
    assert len(list(store.descent("schema:sentiment@1.0.0", ["labeled_under"]))) == 62
    assert [ref for ref, _ in store.descent("dataset:n@0", ["trained_on"])] == ["dataset:n@0"]
    assert list(store.descent("model:x@1", [])) == [("model:x@1", None)]


def test_ancestry_of_an_unknown_ref_is_itself(store: Store) -> None:
    assert list(store.ancestry("model:x@1")) == [("model:x@1", None)]


def test_a_walk_that_is_left_half_way_holds_nothing(store: Store, a_fact: FactBuilder) -> None:
    append(store, [a_fact(), a_fact("dataset:reviews@2", "dataset:reviews@1")])
    walk = store.ancestry("dataset:reviews@2")
    next(walk)
    del walk
    append(store, [a_fact("dataset:reviews@3")])


def test_edges_come_by_the_number_of_their_entry(store: Store, a_fact: FactBuilder) -> None:
    append(store, [a_fact("dataset:b@1"), a_fact("dataset:a@1", "dataset:b@1")])
    found = list(store.edges())
    assert [seq for seq, _ in found] == [1, 2, 2]
    assert {edge.relation for _, edge in found} == {"labeled_under", "derived_from"}


def test_effects_and_contents_are_found_by_refs(store: Store, a_fact: FactBuilder) -> None:
    facts = [a_fact(f"dataset:d@{n}", "dataset:first@1") for n in range(1000)]
    append(store, [a_fact("dataset:first@1"), *facts])
    found = [pair for pair in store.effects(["dataset:first@1"]) if pair[0]]
    assert [edge.relation for _, edge in found] == ["derived_from"] * 1000
    assert {seq for seq, _ in found} == set(range(2, 1002))
    refs = [edge.source for _, edge in found]
    assert sorted(store.contents([*refs, "dataset:gone@1"])) == sorted(store.entries(2))
    assert list(store.effects([])) == []
    assert list(store.contents([])) == []


def test_an_error_keeps_nothing(store: Store, a_fact: FactBuilder) -> None:
    append(store, [a_fact("dataset:a@1")])
    before = list(store.rows())
    with pytest.raises(ZeroDivisionError):
        _append_and_fail(store, a_fact("dataset:b@1"))
    assert list(store.rows()) == before
    assert store.latest("dataset:b") is None


def _append_and_fail(store: Store, fact: Fact) -> None:
    with store.exclusively():
        append(store, [fact])
        assert store.find(str(fact.ref)) is not None
        raise ZeroDivisionError


def test_many_entries_are_added_in_pieces(store: Store, a_fact: FactBuilder) -> None:
    head, made = None, []
    for number in range(2500):
        sealed = seal(next_entry(head, a_fact(f"dataset:d@{number}")))
        head = Head(sealed.entry.seq, sealed.hash)
        made.append(sealed)
    with store.exclusively():
        extend(store, made)
    assert list(store.entries()) == [sealed.content for sealed in made]
    assert store.head() == head


def test_a_text_that_is_no_utf_8_is_never_found(store: Store) -> None:
    # In memory it is looked for; a database refuses it in one line.
    with suppress(SchemactlError):
        assert store.find("model:\udcff@1") is None
    with suppress(SchemactlError):
        assert store.latest("model:\udcff") is None
