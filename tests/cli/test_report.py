"""`schemactl report pull-request`: formats and exit codes."""

import json
from pathlib import Path

import pytest

from schemactl.cli.main import run
from tests.audit.branches import PAGE, a_branch, edit


def test_it_is_written_whatever_is_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace = a_branch(tmp_path)
    edit(workspace, {PAGE: "# How\n\nRead it.\n"})
    arguments = ["report", "pull-request", "--against", "main", "--root", str(tmp_path)]
    assert run(arguments) == 0
    assert capsys.readouterr().out.startswith("<!-- schemactl pull-request . -->\n")
    assert run([*arguments, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["open"]["questions"] == 1
    assert found["validate"]["summary"]["errors"] >= 1


@pytest.mark.parametrize(
    "extra", [["--against", "nowhere"], ["--against", "main", "--preview-url", "x"], []]
)
def test_it_cannot_act_without_a_branch_or_with_a_wrong_address(
    tmp_path: Path, extra: list[str]
) -> None:
    a_branch(tmp_path)
    assert run(["report", "pull-request", "--root", str(tmp_path), *extra]) == 2
