"""A report format is any module that renders a report; nothing has to be inherited."""

from types import SimpleNamespace

from schemactl.cli.report_format import ReportFormat
from schemactl.cli.reports import text
from schemactl.validate.engine import Report
from schemactl.workspace import Workspace, find_workspace


def test_a_module_is_a_format() -> None:
    module: ReportFormat = text
    assert module.render(find_workspace(), Report((), 0, 0, 0)).startswith("0 schemas")


def test_so_is_anything_that_renders() -> None:
    def render(_workspace: Workspace, report: Report) -> str:
        return str(report.schemas)

    assert SimpleNamespace(render=render).render(find_workspace(), Report((), 3, 0, 0)) == "3"
