"""Cutting releases: behind the gate, in order, all or nothing."""

import json
from pathlib import Path

import pytest

from schemactl.errors import SchemactlError
from schemactl.registry import cut as cutting
from schemactl.registry.cut import Outcome, Target, cut, pending
from schemactl.releases.read import read_guideline, read_schema, versions
from schemactl.workspace import Workspace

AT = "2026-11-20T12:00:00Z"
SCHEMA = """\
schemactl: 1
name: mood
version: {version}
type: classification
labels:
  - id: happy
    definition: {definition}
  - id: sad
    definition: The writer is sad.
"""
GUIDELINE = """\
schemactl: 1
name: mood
version: {version}
schema: {{name: mood, versions: "{covers}"}}
pages: [task.md]
"""
CLARIFIED = """\
schemactl: 1
from: {{schema: mood, version: 1.0.0, digest: "{digest}"}}
to: {{schema: mood, version: 1.0.1}}
steps:
  - {{change: redefine, label: happy, effect: clarify, because: A plainer word.}}
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = Workspace(tmp_path)
    write_schema(workspace)
    return workspace


def write_schema(
    workspace: Workspace, version: str = "1.0.0", definition: str = "The writer is happy."
) -> None:
    path = workspace.schema_file("mood")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(SCHEMA.format(version=version, definition=definition))


def write_guideline(
    workspace: Workspace, version: str = "1.0.0", covers: str = ">=1.0,<2", link: str = "happy"
) -> None:
    path = workspace.guideline_file("mood")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(GUIDELINE.format(version=version, covers=covers))
    (path.parent / "task.md").write_text(f"# Task\n\nChoose [[{link}]] when in doubt.\n")


def cut_all(workspace: Workspace) -> Outcome:
    return cut(workspace, pending(workspace), at=AT)


def test_a_draft_that_was_never_released_is_pending(workspace: Workspace) -> None:
    assert pending(workspace) == [Target("schema", "mood")]
    cut_all(workspace)
    assert pending(workspace) == []
    write_schema(workspace, "1.0.1", "The writer is glad.")
    assert pending(workspace) == [Target("schema", "mood")]


def test_a_release_is_written_recorded_and_kept_from_git_s_line_ends(workspace: Workspace) -> None:
    (made,) = cut_all(workspace).released
    assert made.ref == "schema:mood@1.0.0"
    release = read_schema(workspace, "mood", "1.0.0")
    assert release.digest == made.digest
    source = made.folder / "source" / "schema.yaml"
    assert source.read_bytes() == workspace.schema_file("mood").read_bytes()
    assert "registry/** -text" in (workspace.root / ".gitattributes").read_text()
    (entry,) = (workspace.journal / "000000000001.jsonl").read_text().splitlines()
    assert json.loads(entry)["content"]["digest"] == made.digest
    assert json.loads(entry)["at"] == AT


def test_a_guideline_is_released_after_its_schema_and_pinned_to_it(workspace: Workspace) -> None:
    write_guideline(workspace)
    schema, guideline = cut_all(workspace).released
    assert (schema.ref, guideline.ref) == ("schema:mood@1.0.0", "guideline:mood@1.0.0")
    pinned = read_guideline(workspace, "mood", "1.0.0").guideline.built_with
    assert pinned is not None
    assert (pinned.ref, pinned.digest) == (schema.ref, schema.digest)


def test_a_guideline_is_refused_while_no_schema_in_its_range_is_released(
    workspace: Workspace,
) -> None:
    write_guideline(workspace)
    with pytest.raises(SchemactlError, match="of which no version is released"):
        cut(workspace, [Target("guideline", "mood")], at=AT)
    assert not workspace.registry.exists()


def test_the_next_release_names_the_one_before(workspace: Workspace) -> None:
    (first,) = cut_all(workspace).released
    write_schema(workspace, "1.0.1", "The writer is glad.")
    path = workspace.migrations("mood") / "1.0.1.yaml"
    path.parent.mkdir()
    path.write_text(CLARIFIED.format(digest=first.digest))
    cut_all(workspace)
    assert read_schema(workspace, "mood", "1.0.1").previous == first.digest


def test_errors_at_the_gate_release_nothing(workspace: Workspace) -> None:
    write_guideline(workspace, link="hapy")
    outcome = cut_all(workspace)
    assert outcome.released == ()
    assert outcome.report.count("error") == 1
    assert not workspace.registry.exists()


def test_a_dry_run_writes_nothing_and_tells_the_digest(workspace: Workspace) -> None:
    (planned,) = cut(workspace, pending(workspace), at=AT, dry_run=True).released
    assert not workspace.registry.exists()
    (made,) = cut_all(workspace).released
    assert made.digest == planned.digest


def test_an_existing_version_is_refused(workspace: Workspace) -> None:
    cut_all(workspace)
    with pytest.raises(SchemactlError, match="is released already"):
        cut(workspace, [Target("schema", "mood")], at=AT)


def test_a_lower_version_does_not_pass_the_gate(workspace: Workspace) -> None:
    cut_all(workspace)
    write_schema(workspace, "0.9.0")
    report = cut(workspace, [Target("schema", "mood")], at=AT).report
    assert "version-not-raised" in {found.rule for found in report.diagnostics}


def test_an_unknown_draft_is_refused_with_its_path(workspace: Workspace) -> None:
    with pytest.raises(SchemactlError, match=r"schemas/gone/schema\.yaml: no such file"):
        cut(workspace, [Target("schema", "gone")], at=AT)


def test_when_recording_fails_no_release_stays(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> None:
        raise SchemactlError("the ledger cannot be written")

    write_guideline(workspace)
    monkeypatch.setattr(cutting, "record_releases", fail)
    with pytest.raises(SchemactlError, match="cannot be written"):
        cut_all(workspace)
    assert versions(workspace, "schema", "mood") == []
    assert versions(workspace, "guideline", "mood") == []
