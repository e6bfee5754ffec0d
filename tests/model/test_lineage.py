"""Nouns of lineage: what an entry is, and what a fact and a checkpoint hold."""

import pytest
from pydantic import ValidationError

from schemactl.model.address import Ref
from schemactl.model.lineage import (
    RELATIONS,
    Acknowledgement,
    Annotator,
    Batch,
    Checkpoint,
    DatasetVersion,
    Deployment,
    Entry,
    Fact,
    MigrationRun,
    ModelVersion,
    Pin,
    ReleaseRecord,
    SealedEntry,
)

DIGEST = f"sha256:{'1' * 64}"


def test_the_kind_of_a_fact_follows_from_its_ref() -> None:
    release = ReleaseRecord(digest=DIGEST)
    assert Fact(Ref("schema", "s", "1.0.0"), release).kind == "release"
    assert Fact(Ref("guideline", "s", "1.0.0"), release).kind == "release"
    assert Fact(Ref("model", "m", "1"), ModelVersion(trained_on=())).kind == "model"


def test_the_subject_of_an_entry_is_its_ref_without_version() -> None:
    entry = Entry(seq=1, kind="dataset", ref="dataset:reviews@1", content={})
    assert SealedEntry(entry, b"", DIGEST, ()).subject == "dataset:reviews"


def test_each_relation_is_a_field_of_something_recorded() -> None:
    nouns = (ReleaseRecord, DatasetVersion, ModelVersion, Batch, Deployment, MigrationRun)
    assert set(RELATIONS) <= {name for noun in nouns for name in noun.model_fields}


def test_a_checkpoint_holds_digests() -> None:
    with pytest.raises(ValidationError):
        Checkpoint(format="schemactl-c14n-1", seq=1, entry="abc", root=DIGEST)


def test_the_first_acknowledgement_of_a_guideline_counts() -> None:
    guideline, other = Pin(ref="guideline:s@1.0.0"), Pin(ref="guideline:other@1.0.0")
    said = (
        Acknowledgement(guideline=guideline, at="2026-02-01"),
        Acknowledgement(guideline=guideline, at="2026-01-01"),
        Acknowledgement(guideline=other, at="2025-01-01"),
    )
    assert Annotator(acknowledged=said).acknowledgement_of(guideline.ref) == "2026-01-01"
    assert Annotator().acknowledgement_of(guideline.ref) is None
    assert Annotator(acknowledged=said).acknowledgement_of(None) is None
