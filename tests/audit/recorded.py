"""A small history to audit: two releases, an annotator, a batch, a dataset, two models."""

import json
from pathlib import Path
from typing import NamedTuple

import pytest

from schemactl.audit.dossier import Dossier, read_dossier
from schemactl.cli.main import run
from schemactl.model.address import parse_ref
from schemactl.workspace import Workspace

HOSTILE = (
    "<script>alert(1)</script> \"q\" 'a' & \u202eright\u202c\n; DROP TABLE ledger;-- ../../etc"
)
SCHEMA = """\
schemactl: 1
name: mood
version: 1.0.0
purpose: Tell the kitchen how guests feel.
license: CC-BY-4.0
owners: [owner@example.com]
tasks:
  - id: mood
    type: classification
    question: How does the guest feel?
    residual: other
    labels:
      - id: pleased
        definition: The guest <b>liked</b> the meal & says so.
        include: [Thanks]
        exclude:
          - text: Irony
            use: displeased
        examples:
          - content: Lovely soup.
      - id: displeased
        definition: |-
          The guest disliked the meal.
          </pre><script>alert(2)</script>
      - id: other
        definition: Neither.
"""
GUIDELINE = """\
schemactl: 1
name: mood
version: 1.0.0
schema: {name: mood, versions: ">=1.0,<2"}
owners: [owner@example.com]
pages: [task.md]
gates:
  - task: mood
    agreement: {measure: krippendorff, minimum: 0.7}
"""
PAGE = "# Task\n\nRead the card. <img src=x onerror=alert(3)>\n"


class History(NamedTuple):
    """The repository, and the pseudonym of its annotator."""

    workspace: Workspace
    pseudonym: str


def recorded_in(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> History:
    """Record the history in a folder and stand there."""
    monkeypatch.delenv("SCHEMACTL_REGISTRY_URL", raising=False)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795168800")
    folder.mkdir(exist_ok=True)
    monkeypatch.chdir(folder)
    lines = (
        json.dumps({"item": f"i{n}", "label": label}) + "\n"
        for n, label in enumerate(["pleased", "displeased", "pleased"])
    )
    for path, text in {
        "schemas/mood/schema.yaml": SCHEMA,
        "guidelines/mood/guideline.yaml": GUIDELINE,
        "guidelines/mood/task.md": PAGE,
        "cards.jsonl": "".join(lines),
    }.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8", newline="\n")
    _does("release", "--actor", "owner", "--note", "First")
    capsys.readouterr()
    _does("register", "annotator", "--person", "Ada Example", "--role", "waiter",
          "--acknowledge", "mood@1.0.0", "--as-of", "2026-11-01", "--format", "json")  # fmt: skip
    pseudonym = json.loads(capsys.readouterr().out)["ref"].partition("@")[0].partition(":")[2]
    rules = ("--schema", "mood@1.0.0", "--guideline", "mood@1.0.0")
    _does("register", "batch", "week@1", *rules, "--annotator", pseudonym, "--from", "2026-11-02",
          "--tool", "forms 2", "--blinded")  # fmt: skip
    _does("register", "dataset", "cards@1", "cards.jsonl", *rules, "--batch", "week@1",
          "--note", HOSTILE, "--reason", "N" * 1_000_000)  # fmt: skip
    _does("register", "model", "cook@1", "--dataset", "cards@1", "--metric", "f1=0.90",
          "--digest", f"sha256:{'a' * 64}")  # fmt: skip
    _does("register", "model", "cook@2", "--dataset", "cards@1")
    capsys.readouterr()
    return History(Workspace(folder), pseudonym)


def _does(*arguments: str) -> None:
    assert run([*arguments]) == 0, arguments


def dossier_of(history: History, ref: str = "model:cook@1", seq: int | None = None) -> Dossier:
    """Gather what is recorded about a ref."""
    return read_dossier(history.workspace, parse_ref(ref), seq)
