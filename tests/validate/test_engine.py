"""The whole of validation: what is examined, how severe it is, and where it is placed."""

from pathlib import Path

import pytest

from schemactl.errors import SchemactlError
from schemactl.model.settings import ProfileName
from schemactl.validate.engine import Report, validate
from schemactl.workspace import Workspace
from tests.builders import GUIDELINE, SHORT_FORM, a_repository, release_schema

SCHEMA = "schemas/sentiment/schema.yaml"
VAGUE = SHORT_FORM.replace("    definition: The writer is pleased.\n", "")
TODAY = "2026-11-20"


def report(workspace: Workspace, *paths: Path, profile: ProfileName | None = None) -> Report:
    """Validate the repository, or what stands at the paths."""
    return validate(workspace, paths, profile, today=TODAY)


def severities(workspace: Workspace, rule: str, profile: ProfileName | None = None) -> list[str]:
    """Return the severities with which a rule is reported."""
    return [d.severity for d in report(workspace, profile=profile).diagnostics if d.rule == rule]


def test_the_short_form_has_no_error(tmp_path: Path) -> None:
    found = report(a_repository(tmp_path, {SCHEMA: SHORT_FORM}))
    assert (found.schemas, found.labels, found.guidelines) == (1, 2, 0)
    assert found.count("error") == 0


@pytest.mark.parametrize(
    ("profile", "expected"), [("minimal", []), (None, ["warning"]), ("strict", ["error"])]
)
def test_advice_is_as_severe_as_the_profile_says(
    profile: ProfileName | None, expected: list[str], tmp_path: Path
) -> None:
    workspace = a_repository(tmp_path, {SCHEMA: VAGUE})
    assert severities(workspace, "missing-definition", profile) == expected


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ("profile: strict\n", ["error"]),
        ("profiles: {sentiment: minimal}\n", []),
        ("severity: {missing-definition: info}\n", ["info"]),
        ("severity: {missing-definition: off}\n", []),
    ],
)
def test_settings_choose_the_profile_and_the_severity(
    settings: str, expected: list[str], tmp_path: Path
) -> None:
    workspace = a_repository(tmp_path, {SCHEMA: VAGUE, "schemactl.yaml": settings})
    assert severities(workspace, "missing-definition") == expected


def test_a_finding_stands_at_its_label(tmp_path: Path) -> None:
    (found,) = [
        d
        for d in report(a_repository(tmp_path, {SCHEMA: VAGUE})).diagnostics
        if d.rule == "missing-definition"
    ]
    assert (found.file, found.region.line, found.region.column) == (SCHEMA, 6, 5)
    assert (found.label, bool(found.hint)) == ("positive", True)


def test_an_accepted_finding_is_counted_apart(tmp_path: Path) -> None:
    text = VAGUE.replace(
        "  - id: positive", "  # allow: missing-definition -- Known.\n  - id: positive"
    )
    found = report(a_repository(tmp_path, {SCHEMA: text}))
    assert (found.suppressed, found.count("warning")) == (1, 0)


def test_what_is_wrong_with_the_settings_is_reported_with_the_rest(tmp_path: Path) -> None:
    files = {SCHEMA: VAGUE, "schemactl.yaml": "profil: strict\nseverity: {no-such-rule: off}\n"}
    rules = [(d.rule, d.file) for d in report(a_repository(tmp_path, files)).diagnostics]
    assert rules.count(("unknown-key", "schemactl.yaml")) == 2
    assert ("missing-definition", SCHEMA) in rules


@pytest.mark.parametrize("profile", ["minimal", "standard", "strict"])
def test_an_edited_release_is_an_error_in_every_profile(
    profile: ProfileName, tmp_path: Path
) -> None:
    workspace = a_repository(tmp_path, {SCHEMA: SHORT_FORM})
    release_schema(workspace, "sentiment")
    path = workspace.release_folder("schema", "sentiment", "1.0.0") / "schema.json"
    path.write_bytes(path.read_bytes() + b" ")
    assert severities(workspace, "release-edited", profile) == ["error"]


def test_paths_choose_what_is_examined(tmp_path: Path) -> None:
    workspace = a_repository(
        tmp_path,
        {
            SCHEMA: SHORT_FORM,
            "schemas/other/schema.yaml": SHORT_FORM.replace("sentiment", "other"),
            "guidelines/sentiment/guideline.yaml": GUIDELINE,
        },
    )
    for paths, schemas, guidelines in [
        ([], 2, 1),
        ([tmp_path], 2, 1),
        ([tmp_path / "schemas"], 2, 0),
        ([tmp_path / SCHEMA], 1, 0),
        ([tmp_path / "schemas" / "other", tmp_path / "guidelines"], 1, 1),
    ]:
        found = report(workspace, *paths)
        assert (found.schemas, found.guidelines) == (schemas, guidelines)


def test_a_path_that_leads_nowhere_is_a_failure(tmp_path: Path) -> None:
    workspace = a_repository(tmp_path / "root", {SCHEMA: SHORT_FORM, "docs/a.md": ""})
    for path in (workspace.root / "none", tmp_path, workspace.root / "docs"):
        with pytest.raises(SchemactlError) as failure:
            report(workspace, path)
        assert failure.value.hint


def test_findings_stand_in_the_order_of_files_and_lines_and_never_twice(tmp_path: Path) -> None:
    text = VAGUE + "titel: x\n"
    workspace = a_repository(tmp_path, {SCHEMA: text, "schemas/a/schema.yaml": "a: ["})
    found = report(workspace).diagnostics
    places = [(d.file, d.region.line or 0, d.region.column or 0) for d in found]
    assert places == sorted(places)
    assert len(set(found)) == len(found)
