"""`registry status --check`: each finding is told, and 1 where there is any."""

import hashlib
import shutil
from pathlib import Path

import pytest

from schemactl.audit.findings.catalog import FINDINGS
from schemactl.cli.main import run
from schemactl.registry.opening import reading
from schemactl.workspace import Workspace
from tests.audit.recorded import recorded_in
from tests.cli.registry_commands import answer, text


@pytest.fixture(autouse=True)
def _history(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    recorded_in(tmp_path / "repository", monkeypatch, capsys)


def test_findings_are_told_and_counted(capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, "registry", "status", "--check", code=1)
    assert found["summary"].keys() == FINDINGS.keys()
    [one] = found["findings"]
    assert (one["finding"], one["ref"]) == ("labels-predate-definition", "batch:week@1")
    said = text(capsys, "registry", "status", "--check", code=1)
    assert "[labels-predate-definition]\n  hint: " in said
    assert said.endswith("1 finding\n")


def test_files_are_read_where_that_is_asked(capsys: pytest.CaptureFixture[str]) -> None:
    Path("cards.jsonl").unlink()
    found = answer(capsys, "registry", "status", "--check", "--locations", code=1)
    assert found["summary"]["data-changed"] == 1


def test_without_check_the_status_is_as_before(capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(capsys, "registry", "status")["datasets"] == 1


SCHEMA = """\
schemactl: 1
name: mood
version: 1.0.0
type: classification
labels:
  - id: pleased
    definition: The guest liked the meal.
  - id: displeased
    definition: The guest disliked the meal or the service.
    requires: [tasting]
"""
GUIDELINE = """\
schemactl: 1
name: mood
version: 1.0.0
schema: {name: mood, versions: ">=1.0,<3"}
pages: [task.md]
"""
MIGRATION = """\
schemactl: 1
from: {{schema: mood, version: 1.0.0, digest: "{digest}"}}
to: {{schema: mood, version: 2.0.0}}
steps:
  - {{change: redefine, label: displeased, effect: narrow, because: Meals only., review: true}}
"""


def everything_is_wrong(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Record a history in which every finding finds something."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780000000")
    monkeypatch.chdir(root)
    for path, said in {
        "schemas/mood/schema.yaml": SCHEMA,
        "guidelines/mood/guideline.yaml": GUIDELINE,
        "guidelines/mood/task.md": "# Task\n",
        "a.jsonl": '{"item": "1", "label": "displeased"}\n',
        "b.jsonl": '{"item": "1", "label": "pleased"}\n',
        "own.jsonl": '{"item": "2", "label": "pleased", "origin": "model"}\n',
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(said, encoding="utf-8", newline="\n")
    rules = ("--schema", "mood@1.0.0", "--guideline", "mood@1.0.0")
    known = ("--known-as", "mlflow:cards=a971efef")
    assert run(["release"]) == 0
    assert run(["register", "annotator", "--role", "guest"]) == 0
    with reading(Workspace(root)) as store:
        [person] = (ref.partition("@")[0] for ref in store.refs("annotator"))
    for arguments in (
        # labels-predate-definition, labeled-before-acknowledged, qualification-missing
        (
            "batch",
            "old@1",
            *rules,
            "--annotator",
            person,
            "--from",
            "2025-01-01",
            "--to",
            "2025-02-01",
        ),
        # tracker-digest-blind
        ("dataset", "d@1", "a.jsonl", *rules, *known, "--split", "test"),
        ("dataset", "d@2", "b.jsonl", *rules, *known),
        ("dataset", "own@1", "own.jsonl", *rules),
        # splits-overlap
        ("model", "m@1", "--dataset", "d@1"),
        # trained-on-own-proposals
        ("model", "m@2", "--dataset", "own@1"),
    ):
        assert run(["register", *arguments]) == 0, arguments
    # trained-on-outdated-meaning
    manifest = (root / "registry/schemas/mood/1.0.0/manifest.json").read_bytes()
    digest = f"sha256:{hashlib.sha256(manifest).hexdigest()}"
    (root / "schemas/mood/migrations").mkdir()
    later = SCHEMA.replace("version: 1.0.0", "version: 2.0.0").replace(" or the service", "")
    (root / "schemas/mood/schema.yaml").write_text(later, encoding="utf-8", newline="\n")
    steps = root / "schemas/mood/migrations/2.0.0.yaml"
    steps.write_text(MIGRATION.format(digest=digest), encoding="utf-8", newline="\n")
    assert run(["release", "schema:mood"]) == 0
    # checkpoint-missing: what comes after the release, and is looked at long after it
    assert run(["register", "model", "late@1", "--dataset", "d@2"]) == 0
    # data-changed
    (root / "a.jsonl").unlink()
    # release-edited
    shutil.rmtree(root / "registry/guidelines/mood/1.0.0")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")


def test_all_ten_are_found_in_what_commands_recorded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "wrong"
    root.mkdir()
    everything_is_wrong(root, monkeypatch)
    found = answer(capsys, "registry", "status", "--check", "--locations", code=1)
    assert [name for name, number in found["summary"].items() if not number] == []
    assert len(found["summary"]) == 10
    said = text(capsys, "registry", "status", "--check", "--locations", code=1)
    for one in found["findings"]:
        assert f"{one['ref']}: {one['message']} [{one['finding']}]\n  hint: {one['hint']}\n" in said
