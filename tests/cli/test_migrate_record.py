"""Recording: what a migration wrote becomes a dataset of its last version."""

import json
from functools import partial
from pathlib import Path

import pytest

from schemactl.cli.main import run
from schemactl.cli.migrate_record import Naming, recording
from schemactl.data.options import DataOptions
from schemactl.errors import SchemactlError
from schemactl.migrate.apply import Request, apply
from schemactl.migrate.chain import read_chain
from schemactl.migrate.compile import compile_migration
from schemactl.migrate.source import Job
from schemactl.workspace import find_workspace
from tests.cli.test_migrate_answer import cards_in
from tests.migrate.runs import ignore, targets_in


def test_the_file_is_recorded_under_the_last_version(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = cards_in(tmp_path)
    workspace = find_workspace(root)
    migration = compile_migration(*read_chain(workspace, "cards", "1.0.0", "2.0.0"))
    old = root / "in.jsonl"
    at_root = ["--root", str(root), "--format", "json"]
    register = ["register", "dataset", "cards@1", str(old), "--schema", "cards@1.0.0"]
    assert run([*register, *at_root]) == 0
    targets = targets_in(root)
    record = recording(workspace, migration, DataOptions(), Naming("cards@2", ("cards@1",)))
    for force in (False, True):
        request = Request(targets, force=force, record=partial(record, targets.out))
        told = apply(Job(old, migration, DataOptions(), {}), request, ignore)
    capsys.readouterr()
    assert run(["trace", "dataset:cards@2", *at_root]) == 0
    found = json.loads(capsys.readouterr().out)
    edges = {(edge["from"], edge["relation"], edge["to"]) for edge in found["edges"]}
    assert edges >= {
        ("dataset:cards@2", "labeled_under", "schema:cards@2.0.0"),
        ("dataset:cards@2", "derived_from", "dataset:cards@1"),
        ("dataset:cards@1", "labeled_under", "schema:cards@1.0.0"),
        ("dataset:cards@2", "migrated_by", "migration:cards@2"),
        ("migration:cards@2", "derived_from", "dataset:cards@1"),
        ("migration:cards@2", "built_with", "schema:cards@1.0.0"),
        ("migration:cards@2", "built_with", "schema:cards@2.0.0"),
    }
    [node] = [one for one in found["nodes"] if one["kind"] == "migration"]
    assert (node["run"], node["digest"]) == (told["run"], told["plan"])
    assert node["annotations"] == told["annotations"]
    assert run(["trace", "dataset:cards@1", "--down", *at_root]) == 0
    below = {one["ref"] for one in json.loads(capsys.readouterr().out)["nodes"]}
    assert below >= {"migration:cards@2", "dataset:cards@2"}
    assert run(["registry", "verify", *at_root]) == 0


def test_a_guideline_that_does_not_fit_is_said_before_anything_is_written(tmp_path: Path) -> None:
    workspace = find_workspace(cards_in(tmp_path))
    migration = compile_migration(*read_chain(workspace, "cards", "1.0.0", "2.0.0"))
    with pytest.raises(SchemactlError, match="guideline"):
        recording(workspace, migration, DataOptions(), Naming("cards@2", guideline="none@1.0.0"))
