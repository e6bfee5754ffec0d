"""Recording: what a migration wrote becomes a dataset of its last version."""

import json
from pathlib import Path

import pytest

from schemactl.cli.main import run
from schemactl.cli.migrate_record import recording
from schemactl.data.options import DataOptions
from schemactl.migrate.chain import read_chain
from schemactl.migrate.compile import compile_migration
from schemactl.workspace import find_workspace
from tests.cli.test_migrate_answer import cards_in


def test_the_file_is_recorded_under_the_last_version(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = cards_in(tmp_path)
    workspace = find_workspace(root)
    migration = compile_migration(*read_chain(workspace, "cards", "1.0.0", "2.0.0"))
    record = recording(workspace, migration, DataOptions(), "cards@2", ())
    out = root / "out"
    out.write_text('{"item": "1", "label": "delay"}\n')
    record(out)
    command = ["trace", "dataset:cards@2", "--root", str(root), "--format", "json"]
    assert run(command) == 0
    told = json.loads(capsys.readouterr().out)
    assert ["dataset:cards@2", "schema:cards@2.0.0", "labeled_under"] in [
        [edge["from"], edge["to"], edge["relation"]] for edge in told["edges"]
    ]
