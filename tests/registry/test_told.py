"""What entries tell: the same as the nouns that they were written from."""

import pytest

from schemactl.errors import SchemactlError
from schemactl.model.lineage import Edge, Entry
from schemactl.registry.content import NOUNS, TooNew, node_digest, pins_of, read_edges
from schemactl.registry.ledger import seal
from schemactl.registry.told import DIFFERING, tell
from tests.registry.samples import SAMPLES


def entry(kind: str, **said: object) -> Entry:
    """Return an entry that records the sample of a kind."""
    plain = SAMPLES[NOUNS[kind]].model_dump(mode="json", exclude_defaults=True)
    ref = "schema:a@1.0.0" if kind == "release" else f"{kind}:a@1"
    return Entry(**{"seq": 7, "kind": kind, "ref": ref, "content": plain, **said})


@pytest.mark.parametrize("kind", NOUNS)
def test_steps_pins_and_digest_are_those_of_the_noun(kind: str) -> None:
    given = entry(kind, at="2026-11-20T12:00:00Z")
    pinned: dict[str, str | None] = {}
    told = tell(seal(given).content, pinned)
    noun = NOUNS[kind].model_validate(given.content)
    assert (told.node.ref, told.node.at) == (given.ref, given.at)
    assert told.node.kind == given.ref.partition(":")[0]
    assert told.node.digest == node_digest(noun)
    assert tuple(told.steps) == read_edges(given)
    assert pinned == {pin.ref: pin.digest for pin in pins_of(noun)}


def test_what_was_pinned_in_two_ways_has_the_digest_of_nothing() -> None:
    pinned: dict[str, str | None] = {}
    for digit in ("1", "2", "1"):
        pin = {"ref": "dataset:b@1", "digest": f"sha256:{digit * 64}"}
        told = tell(seal(entry("model", content={"trained_on": [pin, pin]})).content, pinned)
        assert told.steps == [Edge("model:a@1", "dataset:b@1", "trained_on")]
    assert pinned == {"dataset:b@1": DIFFERING}


@pytest.mark.parametrize("kind", NOUNS)
def test_facts_say_who_and_where_and_what_edges_do_not(kind: str) -> None:
    facts = tell(seal(entry(kind, actor="me", locations=("a.jsonl",))).content, {}).node.facts
    assert facts["entry"] == 7
    assert facts["actor"] == "me"
    assert facts["evidence"] == []
    assert ("locations" in facts) == (kind in ("dataset", "model"))
    assert "labeled_under" not in facts
    assert len(facts) == len(list(facts))
    assert repr(facts).startswith("Facts({'actor': 'me'")


def test_facts_are_written_with_their_defaults() -> None:
    given = entry("batch")
    bare = given.model_copy(update={"content": {"labeled_under": given.content["labeled_under"]}})
    facts = tell(seal(bare).content, {}).node.facts
    assert facts["annotators"] == []
    assert facts["blinded"] is None


def test_what_a_newer_version_wrote_is_said_to_be_so() -> None:
    with pytest.raises(TooNew, match="records a treaty, which this schemactl does not know"):
        tell(seal(entry("batch").model_copy(update={"kind": "treaty"})).content, {})
    with pytest.raises(TooNew, match="cannot be read: invented"):
        tell(seal(entry("batch", content={"invented": 1, **entry("batch").content})).content, {})


def test_nonsense_that_nothing_stumbles_over_is_refused_where_it_is_shown() -> None:
    given = entry("dataset")
    odd = given.model_copy(update={"content": given.content | {"records": "many"}})
    node = tell(seal(odd).content, {}).node
    with pytest.raises(SchemactlError, match="cannot be read: records"):
        node.facts["records"]
