"""A baseline: the present errors are accepted in schemactl.yaml, and new ones still fail."""

from pathlib import Path

import pytest

from schemactl.cli.main import run
from schemactl.errors import SchemactlError
from schemactl.model.finding import Diagnostic, Region
from schemactl.model.settings import ProfileName
from schemactl.validate.baseline import baseline, write_baseline
from schemactl.validate.engine import Report, validate
from schemactl.workspace import Workspace
from tests.builders import GUIDELINE, SHORT_FORM, a_repository

TODAY = "2026-11-20"
SETTINGS = """\
# ours
profile: standard # for all
suppressions:
  # the first
  - rule: x
    because: y
"""
LEGACY = SHORT_FORM + "    aliases: [positive]\n  - id: spam\n    also_under: [nothing-there]\n"
FOUND = Diagnostic(
    "unknown-label", "error", "m", "schemas/s/schema.yaml", Region(1, 1, 1, 2), address="s/t/a"
)


def a_legacy_repository(root: Path, settings: str | None = None) -> Workspace:
    """Return a schema and a guideline with errors."""
    files = {
        "schemas/sentiment/schema.yaml": LEGACY,
        "guidelines/sentiment/guideline.yaml": GUIDELINE,
        "guidelines/sentiment/index.md": "See [[none]].\n",
    }
    if settings is not None:
        files["schemactl.yaml"] = settings
    return a_repository(root, files)


def checked(workspace: Workspace, profile: ProfileName | None = None) -> Report:
    """Return the report of a repository."""
    return validate(workspace, profile=profile, today=TODAY)


@pytest.mark.parametrize("profile", ["minimal", "standard", "strict"])
@pytest.mark.parametrize("settings", [None, "", "profile: standard\n"])
def test_after_a_baseline_there_are_no_errors(
    tmp_path: Path, profile: ProfileName, settings: str | None
) -> None:
    workspace = a_legacy_repository(tmp_path, settings)
    before = checked(workspace, profile)
    assert before.count("error") >= 3
    assert write_baseline(workspace, before.diagnostics, TODAY) > 0
    after = checked(workspace, profile)
    assert after.count("error") == 0
    assert after.suppressed == before.count("error")


def test_the_settings_keep_their_text(tmp_path: Path) -> None:
    workspace = a_legacy_repository(tmp_path, SETTINGS)
    write_baseline(workspace, checked(workspace).diagnostics, TODAY)
    text = workspace.settings_file.read_text(encoding="utf-8")
    assert text.startswith(SETTINGS)
    assert "  - rule: alias-clash\n    at: sentiment/sentiment/negative\n" in text
    assert "    at: guidelines/sentiment/index.md\n    because: baseline of 2026-11-20\n" in text


def test_what_is_mended_leaves_a_suppression_that_is_found_unused(tmp_path: Path) -> None:
    workspace = a_legacy_repository(tmp_path)
    write_baseline(workspace, checked(workspace).diagnostics, TODAY)
    (tmp_path / "guidelines/sentiment/index.md").write_text("Nothing.\n", encoding="utf-8")
    (unused,) = [d for d in checked(workspace).diagnostics if d.rule == "suppression-unused"]
    assert unused.message == "nothing at guidelines/sentiment/index.md breaks `broken-link`"


def test_a_part_of_the_repository_leaves_no_suppression_unused(tmp_path: Path) -> None:
    workspace = a_legacy_repository(tmp_path)
    write_baseline(workspace, checked(workspace).diagnostics, TODAY)
    report = validate(workspace, [workspace.schemas], today=TODAY)
    assert "suppression-unused" not in [d.rule for d in report.diagnostics]


def test_a_new_error_still_fails(tmp_path: Path) -> None:
    workspace = a_legacy_repository(tmp_path)
    write_baseline(workspace, checked(workspace).diagnostics, TODAY)
    path = workspace.schema_file("sentiment")
    path.write_text(f"{LEGACY}  - id: more\n    aliases: [spam]\n", encoding="utf-8")
    assert checked(workspace).count("error") == 1


def test_there_is_one_entry_for_a_rule_and_an_address() -> None:
    others = [FOUND._replace(message=str(n)) for n in range(3)]
    guideline = FOUND._replace(address="g", file="guidelines/g/a.md")
    whole = FOUND._replace(address="s")
    migration = FOUND._replace(address="s", file="schemas/s/migrations/2.0.0.yaml")
    entries = baseline([*others, guideline, whole, migration], TODAY)
    assert [entry.at for entry in entries] == [
        "s/t/a",
        "guidelines/g/a.md",
        "s",
        "schemas/s/migrations/2.0.0.yaml",
    ]


@pytest.mark.parametrize(
    "not_accepted",
    [
        FOUND._replace(severity="warning"),
        FOUND._replace(suppressed="known"),
        FOUND._replace(rule="yaml-syntax"),
        FOUND._replace(rule="missing-key"),
        FOUND._replace(rule="release-edited"),
        FOUND._replace(rule="suppression-without-reason"),
    ],
)
def test_what_cannot_be_accepted_is_left_to_be_mended(not_accepted: Diagnostic) -> None:
    assert baseline([not_accepted], TODAY) == []


def test_without_errors_nothing_is_written(tmp_path: Path) -> None:
    workspace = a_repository(tmp_path, {"schemas/sentiment/schema.yaml": SHORT_FORM})
    assert write_baseline(workspace, checked(workspace).diagnostics, TODAY) == 0
    assert not workspace.settings_file.exists()


@pytest.mark.parametrize("settings", ["suppressions: x\n", "a: [\n", "unknown: x\n"])
def test_settings_that_cannot_be_read_stay_as_they_are(tmp_path: Path, settings: str) -> None:
    workspace = a_legacy_repository(tmp_path, settings)
    with pytest.raises(SchemactlError):
        write_baseline(workspace, [FOUND], TODAY)
    assert workspace.settings_file.read_text(encoding="utf-8") == settings


def test_the_command_writes_it_and_then_passes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gc.disable", lambda: None)
    a_legacy_repository(tmp_path)
    arguments = ["validate", "--root", str(tmp_path), "--profile", "strict"]
    assert run(arguments) == 1
    assert run([*arguments, "--write-baseline"]) == 0
    assert run(arguments) == 0
