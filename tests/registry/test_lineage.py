"""Trace: from a model to the words its labels meant, each step verified, gaps named."""

import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest

from schemactl.errors import SchemactlError
from schemactl.model.address import Ref, parse_ref
from schemactl.model.lineage import Deployment, Fact, Head, ModelVersion, Pin, SealedEntry
from schemactl.model.traced import Lineage, Missing
from schemactl.registry.ledger import LedgerAltered, append, extend, next_entry, seal
from schemactl.registry.lineage import find_ref, trace, trace_down
from schemactl.registry.opening import reading, writing
from schemactl.registry.store import Store
from schemactl.workspace import Workspace

FactBuilder = Callable[..., Fact]


def pinned(store: Store, fact: Fact, *, guideline: bool = True) -> Fact:
    """Return a fact about a dataset whose schema and guideline are the released ones."""
    pins = {
        field: Pin(ref=ref, digest=str(sealed.entry.content["digest"]))
        for field, ref in (
            ("labeled_under", "schema:sentiment@1.0.0"),
            ("guided_by", "guideline:sentiment@1.0.0"),
        )
        if (sealed := store.find(ref)) and (guideline or field == "labeled_under")
    }
    return fact._replace(content=fact.content.model_copy(update=pins))


def a_model(*datasets: str, rows: str = "1") -> Fact:
    """Return a fact about a model of datasets whose rows have that digit."""
    trained_on = tuple(Pin(ref=ref, digest=f"sha256:{rows * 64}") for ref in datasets)
    return Fact(Ref("model", "classifier", "1"), ModelVersion(trained_on=trained_on))


def pin(ref: str, digit: str | None) -> Pin:
    """Return a pin of a ref by a digest of one digit."""
    return Pin(ref=ref, digest=digit and f"sha256:{digit * 64}")


@pytest.fixture
def traced(released: Workspace, a_fact: FactBuilder) -> Workspace:
    """Return a repository with a model of two datasets, one derived from the other."""
    with writing(released) as store:
        first = pinned(store, a_fact("dataset:raw@1"))
        second = pinned(store, a_fact("dataset:clean@1", "dataset:raw@1"))
        append(store, [first, second, a_model("dataset:clean@1")])
    return released


def lineage_of(workspace: Workspace, ref: str) -> Lineage:
    """Trace a ref."""
    with reading(workspace) as store:
        return trace(workspace, store, parse_ref(ref))


def test_a_model_leads_to_schema_and_guideline(traced: Workspace) -> None:
    found = lineage_of(traced, "model:classifier@1")
    assert [node.ref for node in found.nodes] == [
        "model:classifier@1",
        "dataset:clean@1",
        "schema:sentiment@1.0.0",
        "guideline:sentiment@1.0.0",
        "dataset:raw@1",
    ]
    assert found.complete
    steps = {(edge.source, edge.relation, edge.target) for edge in found.edges}
    assert steps == {
        ("model:classifier@1", "trained_on", "dataset:clean@1"),
        ("dataset:clean@1", "labeled_under", "schema:sentiment@1.0.0"),
        ("dataset:clean@1", "guided_by", "guideline:sentiment@1.0.0"),
        ("dataset:clean@1", "derived_from", "dataset:raw@1"),
        ("dataset:raw@1", "labeled_under", "schema:sentiment@1.0.0"),
        ("dataset:raw@1", "guided_by", "guideline:sentiment@1.0.0"),
        ("guideline:sentiment@1.0.0", "built_with", "schema:sentiment@1.0.0"),
    }


def test_nodes_carry_the_digest_of_release_rows_and_artifact(traced: Workspace) -> None:
    digests = {node.ref: node.digest for node in lineage_of(traced, "model:classifier@1").nodes}
    assert digests["model:classifier@1"] is None
    assert digests["dataset:raw@1"] == f"sha256:{'1' * 64}"
    with reading(traced) as store:
        sealed = store.find("schema:sentiment@1.0.0")
    assert sealed is not None
    assert digests["schema:sentiment@1.0.0"] == sealed.entry.content["digest"]


def test_a_new_version_of_a_schema_succeeds_the_last(
    release_next: Callable[[str], Workspace],
) -> None:
    workspace = release_next("1.1.0")
    found = lineage_of(workspace, "schema:sentiment@latest")
    assert found.ref == "schema:sentiment@1.1.0"
    assert [(edge.relation, edge.target) for edge in found.edges] == [
        ("succeeds", "schema:sentiment@1.0.0")
    ]
    assert {label.schema for label in found.labels} == {"schema:sentiment@1.1.0"}


def test_a_dataset_without_guideline_is_not_complete(
    released: Workspace, a_fact: FactBuilder
) -> None:
    with writing(released) as store:
        append(store, [pinned(store, a_fact("dataset:raw@1"), guideline=False)])
    found = lineage_of(released, "dataset:raw@latest")
    assert found.missing == (Missing("dataset:raw@1", "guideline"),)
    assert not found.complete
    assert [label.annotations for label in found.labels] == [1, 0]


def test_a_release_that_is_gone_is_missing_and_its_labels_unknown(traced: Workspace) -> None:
    shutil.rmtree(traced.release_folder("schema", "sentiment", "1.0.0"))
    found = lineage_of(traced, "model:classifier@1")
    assert Missing("schema:sentiment@1.0.0", "release") in found.missing
    assert found.labels == ()


def test_an_edited_release_is_not_read(traced: Workspace) -> None:
    path = traced.release_folder("schema", "sentiment", "1.0.0") / "schema.json"
    path.write_bytes(path.read_bytes().replace(b"pleased", b"content"))
    with pytest.raises(SchemactlError, match=r"schema.json: a released file was edited"):
        lineage_of(traced, "model:classifier@1")


def test_a_release_that_was_made_again_is_not_the_recorded_one(traced: Workspace) -> None:
    manifest = traced.release_folder("schema", "sentiment", "1.0.0") / "manifest.json"
    manifest.write_bytes(manifest.read_bytes().replace(b'"format"', b' "format"'))
    with pytest.raises(SchemactlError, match="is not what was recorded as schema:sentiment"):
        lineage_of(traced, "model:classifier@1")


def test_a_pin_that_does_not_match_is_tampering(traced: Workspace) -> None:
    with writing(traced) as store:
        forged = a_model("dataset:clean@1", rows="9")._replace(ref=Ref("model", "forged", "1"))
        append(store, [forged])
    with pytest.raises(LedgerAltered, match="was recorded with another dataset:clean@1"):
        lineage_of(traced, "model:forged@1")


def test_of_two_pins_that_differ_the_wrong_one_is_named(traced: Workspace) -> None:
    # The right pin is read first, then the wrong one.
    with writing(traced) as store:
        pins = (pin("deployment:one@1", None), pin("dataset:clean@1", "1"))
        right = Fact(Ref("model", "right", "1"), ModelVersion(trained_on=pins))
        wrong = Deployment(
            deployed_as=pin("dataset:clean@1", "9"),
            purpose="production",
            to="x",
            since="2026-01-01",
        )
        append(store, [Fact(Ref("deployment", "one", "1"), wrong), right])
    with pytest.raises(LedgerAltered, match="deployment:one@1 was recorded with another dataset"):
        lineage_of(traced, "model:right@1")


def test_a_cause_without_entry_is_missing(traced: Workspace) -> None:
    with writing(traced) as store:
        orphan = a_model("dataset:gone@1")._replace(ref=Ref("model", "orphan", "1"))
        append(store, [orphan])
    found = lineage_of(traced, "model:orphan@1")
    assert found.missing == (Missing("dataset:gone@1", "entry"),)


def test_a_traced_guideline_has_the_labels_it_was_built_with(traced: Workspace) -> None:
    found = lineage_of(traced, "guideline:sentiment@1.0.0")
    said = {(label.schema, label.guideline) for label in found.labels}
    assert said == {("schema:sentiment@1.0.0", "guideline:sentiment@1.0.0")}


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"digests": 1}, "cannot be read: digests"),
        ({"derived_from": ["dataset:x@1"]}, "cannot be read: derived_from"),
        ({"invented": 1}, "cannot be read: invented"),
    ],
)
def test_content_that_makes_no_sense_is_named(
    traced: Workspace, a_fact: FactBuilder, said: dict[str, Any], message: str
) -> None:
    with writing(traced) as store:
        fact = pinned(store, a_fact("dataset:odd@1"))
        entry = next_entry(store.head(), fact)
        odd = entry.model_copy(update={"content": entry.content | said})
        extend(store, [seal(odd)])
        with pytest.raises(SchemactlError, match=message):
            trace(traced, store, parse_ref("dataset:odd@1"))


def test_an_index_of_lineage_that_lost_an_edge_is_found(traced: Workspace) -> None:
    with closing(sqlite3.connect(traced.database)) as database, database:
        database.execute("DROP TRIGGER edge_refuses_delete")
        database.execute("DELETE FROM edge WHERE relation = 'derived_from'")
    with pytest.raises(LedgerAltered, match="dataset:raw@1 is missing from the index"):
        lineage_of(traced, "model:classifier@1")


@pytest.mark.parametrize(
    ("ref", "hint"),
    [
        ("model:classifier@2", "the last registered version is model:classifier@1"),
        ("dataset:nothing@latest", "no dataset 'nothing' is registered"),
    ],
)
def test_an_unknown_ref_is_refused_with_what_there_is(
    traced: Workspace, ref: str, hint: str
) -> None:
    with pytest.raises(SchemactlError, match="is not in the registry") as found:
        lineage_of(traced, ref)
    assert hint in found.value.hint


def test_latest_is_the_last_registered(traced: Workspace) -> None:
    with reading(traced) as store:
        found = find_ref(traced, store, parse_ref("dataset:raw@latest"))
    assert str(found) == "dataset:raw@1"


def many(head: Head | None, fact: Fact, count: int) -> Iterator[SealedEntry]:
    """Yield entries for many datasets that have nothing to do with each other."""
    for number in range(count):
        sealed = seal(next_entry(head, fact._replace(ref=Ref("dataset", "other", str(number)))))
        head = Head(sealed.entry.seq, sealed.hash)
        yield sealed


def fastest(action: Callable[[], object]) -> float:
    """Return the seconds that an action takes at its best."""
    times = []
    for _ in range(30):
        started = time.perf_counter()
        action()
        times.append(time.perf_counter() - started)
    return min(times)


def test_trace_costs_little_more_than_a_lookup_whatever_the_registry_holds(
    traced: Workspace, a_fact: FactBuilder
) -> None:
    with writing(traced) as store:
        extend(store, many(store.head(), pinned(store, a_fact()), 20_000))
    with reading(traced) as store:
        lookup = fastest(lambda: store.find("dataset:other@77"))
        model = Ref("model", "classifier", "1")
        assert fastest(lambda: trace(traced, store, model)) < 20 * lookup


def test_downwards_each_effect_is_reached_with_the_same_edges(traced: Workspace) -> None:
    with reading(traced) as store:
        up = trace(traced, store, parse_ref("model:classifier@1"))
        down = trace_down(traced, store, parse_ref("schema:sentiment@latest"))
        only = trace_down(traced, store, parse_ref("dataset:raw@1"), ["derived_from"])
    assert down.ref == "schema:sentiment@1.0.0"
    assert {node.ref for node in down.nodes} == {node.ref for node in up.nodes}
    assert set(down.edges) == set(up.edges)
    assert down.complete
    assert {label.id for label in down.labels} == {"positive", "negative"}
    assert [node.ref for node in only.nodes] == ["dataset:raw@1", "dataset:clean@1"]


def test_downwards_what_lacks_a_guideline_is_said(released: Workspace, a_fact: FactBuilder) -> None:
    with writing(released) as store:
        append(store, [pinned(store, a_fact("dataset:d@1"), guideline=False)])
        found = trace_down(released, store, parse_ref("schema:sentiment@1.0.0"))
    assert found.missing == (Missing("dataset:d@1", "guideline"),)
