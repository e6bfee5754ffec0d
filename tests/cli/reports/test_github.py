"""A report as workflow commands: no text can end a command or begin another one."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.cli.reports.github import render
from schemactl.model.finding import Diagnostic, Region
from schemactl.validate.engine import Report
from schemactl.workspace import Workspace, find_workspace

FOUND = Diagnostic("r", "error", "m", "a.yaml", Region(2, 7, 2, 8), hint="h")


def commands(*diagnostics: Diagnostic) -> list[str]:
    """Return the lines of a report without its last one, the summary."""
    return render(find_workspace(), Report(diagnostics, 0, 0, 0)).split("\n")[:-1]


def test_a_finding_becomes_an_annotation_at_its_line() -> None:
    assert commands(FOUND) == [
        "::error file=a.yaml,line=2,col=7,endLine=2,endColumn=8,title=r::m (h)"
    ]


def test_paths_begin_at_the_top_of_the_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "services" / "labels").mkdir(parents=True)
    inner = Workspace(tmp_path / "services" / "labels")
    for checkout, expected in {
        str(tmp_path): "file=services/labels/a.yaml,",
        str(inner.root): "file=a.yaml,",
        "/elsewhere": "file=a.yaml,",
        "": "file=a.yaml,",
    }.items():
        monkeypatch.setenv("GITHUB_WORKSPACE", checkout)
        assert expected in render(inner, Report((FOUND,), 0, 0, 0))


def test_an_info_is_a_notice_and_what_is_suppressed_is_nothing() -> None:
    assert commands(FOUND._replace(severity="info"))[0].startswith("::notice ")
    assert commands(FOUND._replace(suppressed="known")) == []


def test_a_finding_without_a_place_has_only_its_title() -> None:
    assert commands(FOUND._replace(file=None, region=Region(), hint="")) == ["::error title=r::m"]


@given(st.text(), st.text(alphabet="%\r\n:,=ab"))
def test_a_text_stays_inside_its_command(message: str, file: str) -> None:
    (line,) = commands(FOUND._replace(message=message, file=file))
    assert "\r" not in line
    properties = line.removeprefix("::error ").partition("::")[0]
    assert len(properties.split(",")) == 6
