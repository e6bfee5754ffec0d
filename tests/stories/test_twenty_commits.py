"""Twenty commits that a reviewer lets pass: each is caught, and mended by what its hint says."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from schemactl.cli.main import run
from schemactl.releases.canonical import digest_of
from tests.stories.commits import COMMITS, GUIDELINE, PAGE, SCHEMA, Commit
from tests.stories.hints import follow, git

DRAFT = """\
schemactl: 1
name: tickets
version: 1.0.0
inputs:
  ticket: {type: text}
tasks:
  - id: intent
    type: classification
    inputs: [ticket]
    residual: other
    tie_breaks:
      - id: T1
        text: A contested charge wins over a requested refund.
        use: dispute
        over: [refund]
    labels:
      - id: dispute
        definition: The customer says that a charge is wrong.
        include:
          - Charged twice for one order
        examples:
          - id: d-1
            content: You took the money twice.
        counterexamples:
          - id: d-2
            content: I do not need it, so I want my money back.
            use: refund
      - id: refund
        definition: The customer wants money back.
      - id: praise
        definition: The customer is happy.
        aliases: [kudos]
      - id: other
        definition: Everything else.
  - id: urgency
    type: rating
    inputs: [ticket]
    scale: {min: 1, max: 5}
"""
RETIRED = """\
schemactl: 1
from: {schema: tickets, version: 1.0.0}
to: {schema: tickets, version: 2.0.0}
steps:
  - {change: retire, from: praise, otherwise: {use: other}, because: Nobody acts on it.}
"""
GUIDE = """\
schemactl: 1
name: tickets
version: 1.0.0
schema: {name: tickets, versions: ">=2.0,<4"}
pages: [task.md]
"""
_PRAISE = re.compile(r"      - id: praise\n.*?(?=      - id: other)", re.DOTALL)


def write(root: Path, files: dict[str, str]) -> None:
    """Write files below the folder."""
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, newline="\n")


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository whose main branch has two releases of a schema, and one of its guideline."""
    root = tmp_path_factory.mktemp("history")
    write(root, {SCHEMA: DRAFT})
    git(root, "init", "-q", "-b", "main")
    assert run(["release", "--root", str(root)]) == 0
    second = _PRAISE.sub("", DRAFT).replace("version: 1.0.0", "version: 2.0.0")
    manifest = root / "registry/schemas/tickets/1.0.0/manifest.json"
    pin = f', digest: "{digest_of(manifest.read_bytes())}"}}'
    retired = RETIRED.replace("version: 1.0.0}", f"version: 1.0.0{pin}")
    page = "# Task\n\nRead the first message only.\n"
    write(root, {"schemas/tickets/migrations/2.0.0.yaml": retired, SCHEMA: second})
    write(root, {GUIDELINE: GUIDE, PAGE: page})
    assert run(["release", "--root", str(root)]) == 0
    commit(root)
    return root


def commit(root: Path) -> None:
    """Commit everything."""
    git(root, "add", "-A")
    git(root, "commit", "-q", "--allow-empty", "-m", "State")


def errors(root: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """Return the errors of `validate --against main`, and hold it to its exit code."""
    code = run(["validate", "--against", "main", "--format", "json", "--root", str(root)])
    found = json.loads(capsys.readouterr().out)["diagnostics"]
    wrong = [one for one in found if one["severity"] == "error" and not one["suppressed"]]
    assert code == int(bool(wrong))
    return wrong


@pytest.mark.parametrize("made", COMMITS, ids=[one.title for one in COMMITS])
def test_a_commit_is_caught_and_its_hint_mends_it(
    made: Commit, history: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "work"
    shutil.copytree(history, root)
    is_later = made.rule == "released-meanwhile"
    git(root, "branch", "work")
    made.on_main(root)
    commit(root)
    git(root, *(("checkout", "-q", "work") if is_later else ("checkout", "-q", "-B", "work")))
    capsys.readouterr()
    assert [one["rule"] for one in errors(root, capsys)] == ([made.rule] if is_later else [])
    made.act(root)
    commit(root)
    found = errors(root, capsys)
    assert (made.rule, made.file, made.line) in [(e["rule"], e["file"], e["line"]) for e in found]
    for _ in range(40):
        if not found:
            return
        follow(root, found[0])
        found = errors(root, capsys)
    raise AssertionError([(e["rule"], e["file"], e["hint"]) for e in found])
