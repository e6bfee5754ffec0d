"""The forms of a report: every module of the folder is one, and `--format` offers them all."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from schemactl.cli.reports import catalog
from schemactl.cli.reports.catalog import FORMATS, write_report
from schemactl.cli.validate import command
from schemactl.validate.engine import Report
from schemactl.workspace import find_workspace


def test_the_catalogue_is_the_folder() -> None:
    modules = {path.stem for path in Path(catalog.__file__).parent.glob("*.py")}
    assert set(FORMATS) == modules - {"__init__", "catalog"}


def test_validate_offers_every_form_and_text_first() -> None:
    (choice,) = [p.type for p in command.params if p.name == "output_format"]
    assert list(getattr(choice, "choices", ())) == list(FORMATS)
    assert next(iter(FORMATS)) == "text"


def test_validate_writes_the_form_that_is_asked_for() -> None:
    result = CliRunner().invoke(command, ["--root", ".", "--format", "yaml"])
    assert "'yaml' is not one of 'text', 'json'" in result.output


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_found_is_a_report_too(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    write_report(find_workspace(), Report((), 1, 2, 0), name)
    assert "schema" in capsys.readouterr().out
