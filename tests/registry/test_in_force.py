"""Rules in force: the annotation's word before its batch's, before what time tells."""

import json
from pathlib import Path
from typing import Any

import pytest

from schemactl.data.options import DataOptions
from schemactl.data.survey import survey
from schemactl.errors import SchemactlError
from schemactl.model.address import Ref, parse_ref
from schemactl.registry.in_force import InForce, in_force
from schemactl.registry.opening import reading
from schemactl.registry.practice import (
    BatchRequest,
    DeploymentRequest,
    register_batch,
    register_deployment,
)
from schemactl.registry.register import DatasetRequest, register_dataset
from schemactl.registry.stamp import Stamp
from schemactl.workspace import Workspace

SCHEMA = Ref("schema", "sentiment", "1.0.0")
GUIDELINE = Ref("guideline", "sentiment", "1.0.0")
DATASET = Ref("dataset", "d", "1")
NOW = Stamp("2026-11-20T12:00:00Z")


def registered(workspace: Workspace, *rows: dict[str, Any]) -> Path:
    """Register a dataset of rows that are labeled positive, with the batch b."""
    path = workspace.root / "data.jsonl"
    said = [{"label": "positive", "task": "sentiment", **row} for row in rows]
    path.write_text("".join(f"{json.dumps(row)}\n" for row in said))
    batch = BatchRequest(Ref("batch", "b", "1"), SCHEMA, GUIDELINE)
    register_batch(workspace, batch, NOW)
    request = DatasetRequest(DATASET, (path,), SCHEMA, batches=(batch.ref,))
    register_dataset(workspace, request, survey, NOW)
    return path


def deployed(workspace: Workspace, name: str, since: str, until: str | None, told: bool) -> None:
    """Register that the schema was used over an interval, with or without its guideline."""
    ref = Ref("deployment", name, "1")
    guideline = GUIDELINE if told else None
    request = DeploymentRequest(ref, SCHEMA, "project 7", since, until, guideline)
    register_deployment(workspace, request, NOW)


def held(workspace: Workspace, item: str) -> list[InForce]:
    """Ask what held for an item."""
    with reading(workspace) as store:
        return in_force(workspace, store, DATASET, item, DataOptions())


def test_an_annotation_is_believed_before_its_batch_and_the_dataset(released: Workspace) -> None:
    registered(
        released,
        {"item": "a", "schema": "sentiment@1.0.0", "guideline": "sentiment@1.0.0", "batch": "b"},
        {"item": "b", "batch": "b@1"},
        {"item": "b", "batch": "elsewhere", "annotator": "a-1"},
    )
    (said,) = held(released, "a")
    assert (said.source, said.is_ambiguous) == ("stamp", False)
    assert said.rules[0].guideline == "guideline:sentiment@1.0.0"
    by_batch, by_dataset = held(released, "b")
    assert (by_batch.source, by_batch.rules[0].guideline) == ("batch", "guideline:sentiment@1.0.0")
    assert (by_dataset.source, by_dataset.rules[0].guideline) == ("dataset", None)


@pytest.mark.parametrize(
    ("at", "guidelines"),
    [
        ("2026-01-15T12:00:00Z", [None]),
        ("2026-02-01T08:59:59Z", [None]),
        ("2026-02-01T09:00:00Z", [None, "guideline:sentiment@1.0.0"]),
        ("2026-02-01T10:00:00+00:30", ["guideline:sentiment@1.0.0"]),
        ("2027-01-01T00:00:00Z", ["guideline:sentiment@1.0.0"]),
    ],
)
def test_without_a_stamp_the_deployment_at_its_time_decides(
    released: Workspace, at: str, guidelines: list[str | None]
) -> None:
    registered(released, {"item": "a", "at": at})
    deployed(released, "before", "2026-01-01", "2026-02-01T09:00:00Z", told=False)
    deployed(released, "after", "2026-02-01T09:00:00Z", None, told=True)
    (found,) = held(released, "a")
    assert found.source == "deployment"
    assert {rules.guideline for rules in found.rules} == set(guidelines)
    assert found.is_ambiguous == (len(guidelines) > 1)


def test_a_record_of_the_day_of_a_change_may_be_of_either_side(released: Workspace) -> None:
    registered(released, {"item": "a", "at": "2026-02-01T23:59:59Z"})
    deployed(released, "before", "2026-01-01", "2026-02-01", told=False)
    deployed(released, "after", "2026-02-01", None, told=True)
    assert held(released, "a")[0].is_ambiguous


@pytest.mark.parametrize(
    ("at", "sources"),
    [
        ("2026-05-31T23:00:00Z", {None}),
        ("2026-06-01T12:00:00Z", {None, "guideline:sentiment@1.0.0"}),
        ("2026-07-01T12:00:00Z", {"guideline:sentiment@1.0.0"}),
    ],
)
def test_the_next_version_of_a_deployment_ends_the_last(
    released: Workspace, at: str, sources: set[str | None]
) -> None:
    registered(released, {"item": "a", "at": at})
    for version, since, guideline in (("2", "2026-06-01", GUIDELINE), ("1", "2026-03-01", None)):
        ref = Ref("deployment", "project-7", version)
        request = DeploymentRequest(ref, SCHEMA, "project 7", since, None, guideline)
        register_deployment(released, request, NOW)
    (found,) = held(released, "a")
    assert {rules.guideline for rules in found.rules} == sources
    assert found.is_ambiguous == (len(sources) > 1)


def test_a_time_before_every_deployment_leaves_the_dataset(released: Workspace) -> None:
    registered(released, {"item": "a", "at": "2020-01-01T00:00:00Z"})
    deployed(released, "after", "2026-02-01T09:00:00Z", None, told=True)
    (found,) = held(released, "a")
    # The data has one batch, and so has each of its annotations.
    assert (found.source, found.rules[0].guideline) == ("batch", "guideline:sentiment@1.0.0")


def test_an_item_that_is_not_there_is_said(released: Workspace) -> None:
    registered(released, {"item": "a"})
    with pytest.raises(SchemactlError, match="dataset:d@1 has no item 'z'"):
        held(released, "z")


def test_files_that_changed_or_went_are_not_believed(released: Workspace) -> None:
    path = registered(released, {"item": "a"})
    path.write_text(path.read_text() + "\n")
    with pytest.raises(SchemactlError, match="not those that were registered"):
        held(released, "a")
    path.unlink()
    with pytest.raises(SchemactlError, match=r"data\.jsonl is gone since dataset:d@1"):
        held(released, "a")


def test_only_a_dataset_has_records(released: Workspace) -> None:
    with reading(released) as store, pytest.raises(SchemactlError, match="is no dataset"):
        in_force(released, store, parse_ref("schema:sentiment@1.0.0"), "a", DataOptions())
