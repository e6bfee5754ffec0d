"""The batch of all: data without batches is one batch, which traces and audits then show."""

from typing import Any

import pytest

from schemactl.data.survey import survey
from schemactl.model.address import Ref, parse_ref
from schemactl.model.lineage import Batch, DatasetVersion
from schemactl.registry.content import read_content
from schemactl.registry.facts import Registered, stamped
from schemactl.registry.ledger import AlreadyRecorded, append
from schemactl.registry.lineage import trace
from schemactl.registry.opening import reading, writing
from schemactl.registry.practice import BatchRequest, register_batch
from schemactl.registry.register import DatasetRequest, register_dataset
from schemactl.registry.stamp import Stamp
from schemactl.registry.whole import whole_of
from schemactl.workspace import Workspace

STAMP = Stamp("2026-11-20T12:00:00Z", actor="owner")
SCHEMA = Ref("schema", "sentiment", "1.0.0")


def register(workspace: Workspace, name: str = "reviews@1", **said: Any) -> Registered:
    """Register the reviews, with something else said of them."""
    files = (workspace.root / "reviews.jsonl",)
    request = DatasetRequest(parse_ref(name, "dataset"), files, SCHEMA)._replace(**said)
    return register_dataset(workspace, request, survey, STAMP)


def batches(done: Registered) -> list[str]:
    """Return the batches that a dataset is part of."""
    content = read_content(done.entry)
    assert isinstance(content, DatasetVersion)
    return [pin.ref for pin in content.part_of]


def test_the_batch_of_all_is_named_within_its_dataset_version() -> None:
    assert str(whole_of(Ref("dataset", "reviews", "1"))) == "batch:reviews@1#all"


def test_data_without_batches_is_one_batch_under_the_same_rules(released: Workspace) -> None:
    done = register(released, guideline=Ref("guideline", "sentiment", "1.0.0"))
    assert batches(done) == ["batch:reviews@1#all"]
    with reading(released) as store:
        sealed = store.find("batch:reviews@1#all")
        lineage = trace(released, store, Ref("dataset", "reviews", "1"))
    assert sealed is not None
    batch = read_content(sealed.entry)
    assert isinstance(batch, Batch)
    assert batch.labeled_under.ref == "schema:sentiment@1.0.0"
    assert batch.guided_by is not None
    assert (sealed.entry.kind, sealed.entry.actor) == ("batch", "owner")
    # A cause comes before its effects.
    assert done.entry.seq == sealed.entry.seq + 1
    assert "batch:reviews@1#all" in [node.ref for node in lineage.nodes]
    assert lineage.complete


def test_registering_again_makes_no_second_batch(released: Workspace) -> None:
    first = register(released)
    again = register(released)
    assert (again.entry, again.is_new, again.newer) == (first.entry, False, 2)


def test_data_with_a_batch_column_or_with_batches_that_were_said_is_left_as_it_is(
    released: Workspace,
) -> None:
    register_batch(released, BatchRequest(Ref("batch", "march", "1"), SCHEMA), STAMP)
    said = register(released, batches=(Ref("batch", "march", "1"),))
    assert batches(said) == ["batch:march@1"]
    file = released.root / "reviews.jsonl"
    file.write_text('{"item": "i1", "label": "positive", "batch": "march"}\n')
    assert batches(register(released, "stamped@1")) == []


def test_what_is_made_from_datasets_has_their_batches(released: Workspace) -> None:
    register(released)
    parents = (Ref("dataset", "reviews", "1"),)
    assert batches(register(released, "clean@1", parents=parents)) == []
    assert batches(register(released, "test@1", parents=parents, split="test")) == []


def test_what_an_older_version_recorded_without_it_is_the_same_entry(released: Workspace) -> None:
    done = register(released)
    content = read_content(done.entry).model_copy(update={"part_of": ()})
    with writing(released) as store:
        older = append(store, [stamped(Ref("dataset", "old", "1"), content, STAMP)])[0]
    again = register(released, "old@1")
    assert (again.entry, again.is_new) == (older.sealed.entry, False)


def test_nothing_is_recorded_where_the_dataset_is_refused(released: Workspace) -> None:
    register(released)
    (released.root / "reviews.jsonl").write_text('{"item": "i1", "label": "positive"}\n')
    with pytest.raises(AlreadyRecorded, match="dataset:reviews@1"):
        register(released)
    with reading(released) as store:
        assert len(store.refs("batch")) == 1
