"""Content of entries: known kinds are read, unknown ones keep their place and their edges."""

from collections.abc import Callable

import pytest
from pydantic import JsonValue

from schemactl.errors import SchemactlError
from schemactl.model.address import Ref
from schemactl.model.lineage import Edge, Entry, Fact, ModelVersion, Pin, ReleaseRecord
from schemactl.registry.content import node_digest, read_content, read_edges
from schemactl.registry.ledger import next_entry

FactBuilder = Callable[..., Fact]
DIGEST = f"sha256:{'1' * 64}"


def test_what_was_recorded_is_read_back(a_fact: FactBuilder) -> None:
    for fact in (
        a_fact("dataset:b@1", "dataset:a@1"),
        Fact(Ref("schema", "s", "1.0.0"), ReleaseRecord(digest=DIGEST)),
        Fact(Ref("model", "m", "1"), ModelVersion(trained_on=(), metrics={"f1": "0.123456789"})),
    ):
        assert read_content(next_entry(None, fact)) == fact.content


def test_each_relation_is_an_edge_once(a_fact: FactBuilder) -> None:
    entry = next_entry(None, a_fact("dataset:b@1", "dataset:a@1", "dataset:a@1"))
    assert read_edges(entry) == (
        Edge("dataset:b@1", "schema:sentiment@1.0.0", "labeled_under"),
        Edge("dataset:b@1", "dataset:a@1", "derived_from"),
    )


def test_an_unknown_kind_keeps_its_edges_and_is_not_read() -> None:
    pins: list[JsonValue] = [{"ref": "dataset:a@1"}, {"digest": DIGEST}, "nonsense"]
    entry = Entry(seq=1, kind="ceremony", ref="ceremony:x@1", content={"derived_from": pins})
    assert read_edges(entry) == (Edge("ceremony:x@1", "dataset:a@1", "derived_from"),)
    with pytest.raises(SchemactlError, match="records a ceremony, which this schemactl"):
        read_content(entry)


def test_unreadable_content_names_the_field() -> None:
    entry = Entry(seq=4, kind="release", ref="schema:s@1.0.0", content={"digest": "md5"})
    with pytest.raises(SchemactlError, match=r"entry 4 \(schema:s@1.0.0\) cannot be read: digest"):
        read_content(entry)


def test_the_digest_of_a_node_is_that_of_its_kind(a_fact: FactBuilder) -> None:
    assert node_digest(ReleaseRecord(digest=DIGEST)) == DIGEST
    assert node_digest(a_fact(rows="7").content) == f"sha256:{'7' * 64}"
    trained_on = (Pin(ref="dataset:a@1"),)
    assert node_digest(ModelVersion(trained_on=trained_on, artifact=DIGEST)) == DIGEST
