"""The forms of a report by name; the first one is the default."""

from schemactl.cli.output import print_lines
from schemactl.cli.report_format import ReportFormat
from schemactl.cli.reports import github, json, markdown, sarif, text
from schemactl.validate.engine import Report
from schemactl.workspace import Workspace

FORMATS: dict[str, ReportFormat] = {
    "text": text,
    "json": json,
    "github": github,
    "sarif": sarif,
    "markdown": markdown,
}


def write_report(workspace: Workspace, report: Report, output_format: str) -> None:
    """Write a report to stdout in one of the formats."""
    print_lines(FORMATS[output_format].render(workspace, report))
