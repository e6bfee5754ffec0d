"""Practice: batches and deployments name what was in force; an alias moves by entries."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from schemactl.errors import SchemactlError
from schemactl.model.address import Ref, parse_ref
from schemactl.model.lineage import Fact, ModelVersion
from schemactl.registry.annotators import AnnotatorRequest, register_annotator
from schemactl.registry.content import read_content, read_edges
from schemactl.registry.facts import record_fact, stamped
from schemactl.registry.ledger import append
from schemactl.registry.lineage import find_ref, trace
from schemactl.registry.opening import reading, writing
from schemactl.registry.practice import (
    BatchRequest,
    DeploymentRequest,
    move_alias,
    register_batch,
    register_deployment,
)
from schemactl.registry.stamp import Stamp
from schemactl.workspace import Workspace

NOW = Stamp("2026-11-20T12:00:00Z", "owner")
SCHEMA = Ref("schema", "sentiment", "latest")
GUIDELINE = Ref("guideline", "sentiment", "latest")
BATCH = BatchRequest(Ref("batch", "b", "1"), SCHEMA, GUIDELINE)
MODEL = Ref("model", "router", "1")


def edges(entry: Any) -> set[tuple[str, str]]:
    """Return relation and target of the steps that an entry states."""
    return {(edge.relation, edge.target) for edge in read_edges(entry)}


def test_a_batch_says_who_labeled_under_which_rules_and_set_up(
    released: Workspace, tmp_path: Path
) -> None:
    who = register_annotator(released, AnnotatorRequest(), NOW).entry.ref
    (tmp_path / "tool.xml").write_bytes(b"")
    request = BATCH._replace(
        annotators=(parse_ref(who), parse_ref(who)),
        since="2026-01-01",
        until="2026-02-01",
        tool="label-studio",
        tool_setup=tmp_path / "tool.xml",
        blinded=True,
    )
    done = register_batch(released, request, NOW)
    assert register_batch(released, request, Stamp()).entry == done.entry
    found = read_content(done.entry).model_dump()
    assert found["annotators"] == (who.partition("@")[0],)
    assert found["tool_setup"].startswith("sha256:e3b0c442")
    assert (found["blinded"], found["handbook"]) == (True, None)
    assert edges(done.entry) == {
        ("labeled_under", "schema:sentiment@1.0.0"),
        ("guided_by", "guideline:sentiment@1.0.0"),
    }


def test_a_batch_without_a_guideline_is_traced_as_incomplete(released: Workspace) -> None:
    register_batch(released, BATCH._replace(guideline=None), NOW)
    with reading(released) as store:
        lineage = trace(released, store, BATCH.ref)
    assert [(lack.ref, lack.what) for lack in lineage.missing] == [("batch:b@1", "guideline")]
    assert lineage.nodes[0].digest is None
    assert lineage.nodes[0].facts["annotators"] == []


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"since": "2026-02-01", "until": "2026-01-01"}, "2026-01-01 is before 2026-02-01"),
        ({"annotators": (Ref("annotator", "a-1", "latest"),)}, "no annotator a-1"),
        ({"ref": Ref("batch", "b", "latest")}, "is no version to register"),
    ],
)
def test_a_batch_that_cannot_be_is_refused(
    released: Workspace, said: dict[str, Any], message: str
) -> None:
    with pytest.raises(SchemactlError, match=message):
        register_batch(released, BATCH._replace(**said), NOW)


@pytest.fixture
def models(released: Workspace) -> Workspace:
    """Return a repository with two versions of a model."""
    with writing(released) as store:
        append(store, [Fact(MODEL._replace(version=v), ModelVersion(trained_on=())) for v in "12"])
    return released


def deploying(what: Ref, **said: Any) -> DeploymentRequest:
    """Ask to register a deployment."""
    ref = Ref("deployment", "d", "1")
    return DeploymentRequest(ref, what, "somewhere", "2026-01-01")._replace(**said)


def test_there_are_two_kinds_of_deployments(models: Workspace) -> None:
    labeling = deploying(SCHEMA, guideline=GUIDELINE, until="2026-03-01")
    done = register_deployment(models, labeling, NOW)
    assert read_content(done.entry).model_dump()["purpose"] == "labeling"
    assert edges(done.entry) == {
        ("deployed_as", "schema:sentiment@1.0.0"),
        ("guided_by", "guideline:sentiment@1.0.0"),
    }
    other = deploying(MODEL, ref=Ref("deployment", "d", "2"))
    done = register_deployment(models, other, NOW)
    assert read_content(done.entry).model_dump()["purpose"] == "production"
    assert edges(done.entry) == {("deployed_as", "model:router@1")}


@pytest.mark.parametrize(
    "request_",
    [
        deploying(MODEL, guideline=GUIDELINE),
        deploying(Ref("dataset", "d", "1")),
        deploying(MODEL, until="2025-01-01"),
        deploying(MODEL._replace(version="9")),
    ],
)
def test_a_deployment_that_cannot_be_is_refused(
    models: Workspace, request_: DeploymentRequest
) -> None:
    with pytest.raises(SchemactlError):
        register_deployment(models, request_, NOW)


def test_an_alias_moves_by_entries_and_is_found_like_a_version(models: Workspace) -> None:
    alias = MODEL._replace(version="production")
    first = move_alias(models, alias, MODEL, NOW)
    assert first.entry.ref == "alias:model:router:production@1"
    assert move_alias(models, alias, MODEL, Stamp()).entry == first.entry
    second = move_alias(models, alias, MODEL._replace(version="2"), NOW)
    assert second.entry.ref == "alias:model:router:production@2"
    with reading(models) as store:
        assert str(find_ref(models, store, alias)) == "model:router@2"
        assert str(find_ref(models, store, MODEL._replace(version="latest"))) == "model:router@2"
    back = move_alias(models, alias, MODEL, NOW)
    assert back.entry.ref.endswith("@3")


def test_no_version_takes_the_name_of_an_alias(models: Workspace) -> None:
    alias = MODEL._replace(version="production")
    move_alias(models, alias, MODEL, NOW)
    with writing(models) as store, pytest.raises(SchemactlError, match="is an alias"):
        record_fact(models, store, stamped(alias, ModelVersion(trained_on=()), NOW))


@pytest.mark.parametrize(
    ("alias", "target"),
    [
        ("model:router@1", "model:router@2"),
        ("model:router@latest", "model:router@2"),
        ("model:router@draft", "model:router@2"),
        ("model:router@production", "model:router@9"),
        ("model:router@production", "dataset:router@1"),
        ("model:other@production", "model:router@1"),
        ("schema:sentiment@2.0.0", "schema:sentiment@1.0.0"),
    ],
)
def test_an_alias_that_cannot_be_is_refused(models: Workspace, alias: str, target: str) -> None:
    with pytest.raises(SchemactlError):
        move_alias(models, parse_ref(alias), parse_ref(target), NOW)


def test_a_dataset_comes_from_its_batches(released: Workspace, a_fact: Callable[..., Fact]) -> None:
    register_batch(released, BATCH, NOW)
    fact = a_fact("dataset:d@1")
    with writing(released) as store:
        schema = store.find("schema:sentiment@1.0.0")
        assert schema is not None
        pin = {"ref": "schema:sentiment@1.0.0", "digest": schema.entry.content["digest"]}
        said = {
            **fact.content.model_dump(),
            "labeled_under": pin,
            "part_of": [{"ref": "batch:b@1"}],
        }
        append(store, [fact._replace(content=type(fact.content).model_validate(said))])
        lineage = trace(released, store, fact.ref)
    assert ("dataset:d@1", "batch:b@1", "part_of") in [tuple(edge) for edge in lineage.edges]
    assert "batch" in {node.kind for node in lineage.nodes}
