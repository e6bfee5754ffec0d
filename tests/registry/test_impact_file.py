"""registry/impact.json: what it holds, what it never holds, and what is read from it."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from schemactl.diff.impact import Impact, Scope
from schemactl.model.lineage import Fact
from schemactl.registry.impact_file import impact_path, look_up, read_impact, write_impact
from schemactl.registry.ledger import append
from schemactl.registry.stores.memory import MemoryStore
from schemactl.workspace import Workspace


def written(workspace: Workspace, *facts: Fact) -> Any:
    store = MemoryStore()
    append(store, facts)
    write_impact(workspace, store)
    return json.loads(impact_path(workspace).read_bytes())


def test_counts_stand_by_version_task_and_label(
    workspace: Workspace, a_fact: Callable[..., Fact]
) -> None:
    found = written(
        workspace, a_fact("dataset:secret@1"), a_fact("dataset:b@1", "dataset:secret@1")
    )
    one = {"datasets": 2, "models": 0, "records": 2}
    tasks = {"sentiment": {**one, "labels": {"positive": one}}}
    assert found["schemas"] == {
        "sentiment": {**one, "tasks": tasks, "versions": {"1.0.0": {**one, "tasks": tasks}}}
    }
    assert (found["seq"], found["guidelines"]) == (2, {})
    assert b"secret" not in impact_path(workspace).read_bytes()


def test_equal_ledgers_give_equal_bytes_and_an_equal_file_is_left_alone(
    workspace: Workspace, a_fact: Callable[..., Fact]
) -> None:
    written(workspace, a_fact("dataset:b@1"))
    before = (impact_path(workspace).read_bytes(), impact_path(workspace).stat().st_mtime_ns)
    written(workspace, a_fact("dataset:b@1"))
    assert before == (
        impact_path(workspace).read_bytes(),
        impact_path(workspace).stat().st_mtime_ns,
    )


def test_an_empty_ledger_writes_nothing(workspace: Workspace) -> None:
    write_impact(workspace, MemoryStore())
    assert not impact_path(workspace).exists()
    assert read_impact(workspace) is None


@pytest.mark.parametrize("text", ["<<<<<<< HEAD\n", "[]", "{}", '{"format": "x"}'])
def test_what_cannot_be_read_claims_nothing(workspace: Workspace, text: str) -> None:
    impact_path(workspace).parent.mkdir()
    impact_path(workspace).write_text(text)
    assert read_impact(workspace) is None


def test_another_format_and_negative_numbers_claim_nothing(
    workspace: Workspace, a_fact: Callable[..., Fact]
) -> None:
    found = written(workspace, a_fact("dataset:b@1"))
    assert read_impact(workspace) is not None
    impact_path(workspace).write_text(json.dumps({**found, "format": "schemactl-impact-2"}))
    assert read_impact(workspace) is None
    found["schemas"]["sentiment"]["datasets"] = -1
    impact_path(workspace).write_text(json.dumps(found))
    assert read_impact(workspace) is None


def test_several_labels_are_a_floor(workspace: Workspace, a_fact: Callable[..., Fact]) -> None:
    facts = []
    for name, labels in {"a": {"positive": 3}, "b": {"negative": 4}}.items():
        fact = a_fact(f"dataset:{name}@1")
        content = fact.content.model_copy(update={"labels": {"sentiment": labels}, "records": 9})
        facts.append(fact._replace(content=content))
    written(workspace, *facts)
    file = read_impact(workspace)
    assert file is not None
    scopes = {
        Scope(): Impact(2, 18, 0),
        Scope("sentiment"): Impact(2, 7, 0),
        Scope("sentiment", ("negative",)): Impact(1, 4, 0),
        Scope(None, ("sentiment/negative",)): Impact(1, 4, 0),
        Scope("sentiment", ("gone",)): Impact(0, 0, 0),
        Scope("gone"): Impact(0, 0, 0),
        Scope("sentiment", ("negative", "positive")): Impact(1, 7, 0, True),
    }
    assert {scope: look_up(file, "schema:sentiment", scope) for scope in scopes} == scopes
    assert look_up(file, "guideline:sentiment", Scope()) == Impact(0, 0, 0)
