"""A report as text: like a compiler's, with the rule always named, and colours for terminals."""

from pathlib import Path

import click

from schemactl.cli.reports.text import render
from schemactl.model.finding import Diagnostic, Region
from schemactl.validate.engine import Report
from schemactl.workspace import find_workspace
from tests.builders import a_repository

FOUND = Diagnostic(
    "unknown-label",
    "error",
    "there is no label `b`",
    "schemas/s/schema.yaml",
    Region(2, 7, 2, 8),
    hint="did you mean `a`?",
)


def shown(root: Path, *diagnostics: Diagnostic) -> str:
    """Return the text of a report on a repository of one schema, without colours."""
    workspace = a_repository(root, {"schemas/s/schema.yaml": "labels:\n  use: b\n"})
    return click.unstyle(render(workspace, Report(diagnostics, 1, 1, 0)))


def test_a_finding_has_place_rule_line_caret_and_hint(tmp_path: Path) -> None:
    assert shown(tmp_path, FOUND).splitlines() == [
        "schemas/s/schema.yaml:2:7: error: there is no label `b` [unknown-label]",
        "    use: b",
        "        ^",
        "  hint: did you mean `a`?",
        "1 schema, 1 label, 0 guidelines: 1 error, 0 warnings",
    ]


def test_a_finding_without_a_line_names_its_file_alone(tmp_path: Path) -> None:
    whole = FOUND._replace(region=Region(), hint="")
    assert shown(tmp_path, whole).startswith("schemas/s/schema.yaml: error: there is no")
    assert shown(tmp_path, whole._replace(file=None)).startswith("error: there is no")


def test_a_place_behind_the_end_of_the_file_shows_no_line(tmp_path: Path) -> None:
    lines = shown(tmp_path, FOUND._replace(region=Region(9, 1, 9, 2))).splitlines()
    assert lines[1] == "  hint: did you mean `a`?"


def test_a_hint_of_several_lines_is_indented(tmp_path: Path) -> None:
    text = shown(tmp_path, FOUND._replace(hint="write:\n- change: add"))
    assert "  hint: write:\n    - change: add\n" in text


def test_what_is_suppressed_is_only_counted(tmp_path: Path) -> None:
    text = shown(tmp_path, FOUND._replace(suppressed="known"))
    assert text == "1 schema, 1 label, 0 guidelines: 0 errors, 0 warnings, 1 suppressed"


def test_contributed_text_cannot_steer_the_terminal(tmp_path: Path) -> None:
    text = shown(tmp_path, FOUND._replace(message="label \x1b]0;title\x07\nx"))
    assert "label \\x1b]0;title\\x07 x" in text


def test_a_file_that_cannot_be_read_again_is_no_failure() -> None:
    text = render(find_workspace(), Report((FOUND._replace(file="none.yaml"),), 1, 1, 0))
    assert "none.yaml:2:7" in text
