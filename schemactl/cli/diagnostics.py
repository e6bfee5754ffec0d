"""Findings as people and programs read them: text, JSON, GitHub annotations."""

from typing import Any

import click

from schemactl.cli.output import print_json, print_lines
from schemactl.files.source import read_document_lines
from schemactl.model.finding import Diagnostic
from schemactl.validate.engine import Report
from schemactl.workspace import Workspace

_COLOURS = {"error": "red", "warning": "yellow", "info": "cyan"}
# A longer line would fill the terminal without helping anybody.
_WIDEST = 160
_GITHUB = {"error": "error", "warning": "warning", "info": "notice"}


def write_report(workspace: Workspace, report: Report, output_format: str) -> None:
    """Write a report in one of the formats."""
    if output_format == "json":
        print_json(report_as_json(report))
    elif output_format == "github":
        for diagnostic in report.diagnostics:
            if diagnostic.suppressed is None:
                print_lines(_as_github(diagnostic))
        if report.count("error") + report.count("warning") + report.count("info") == 0:
            print_lines(_summary(report))
    else:
        _write_text(workspace, report)


def report_as_json(report: Report) -> dict[str, Any]:
    """Return a report in the JSON shape of `validate`."""
    return {
        "diagnostics": [
            {
                "rule": diagnostic.rule,
                "severity": diagnostic.severity,
                "message": diagnostic.message,
                "file": diagnostic.file,
                "line": diagnostic.region.line,
                "column": diagnostic.region.column,
                "end_line": diagnostic.region.end_line,
                "end_column": diagnostic.region.end_column,
                "label": diagnostic.label,
                "hint": diagnostic.hint,
                "fixable": bool(diagnostic.fixes),
                "suppressed": diagnostic.suppressed is not None,
                "suppressed_because": diagnostic.suppressed,
            }
            for diagnostic in report.diagnostics
        ],
        "summary": {
            "errors": report.count("error"),
            "warnings": report.count("warning"),
            "infos": report.count("info"),
            "suppressed": report.suppressed,
            "schemas": report.schemas,
            "labels": report.labels,
            "guidelines": report.guidelines,
        },
    }


def _as_github(diagnostic: Diagnostic) -> str:
    """Write a workflow command, which GitHub shows at the line of the pull request."""
    region = diagnostic.region
    fields = {
        "file": diagnostic.file,
        "line": region.line,
        "col": region.column,
        "endLine": region.end_line,
        "endColumn": region.end_column,
        "title": diagnostic.rule,
    }
    properties = ",".join(
        f"{key}={_escaped(str(value), ':,')}" for key, value in fields.items() if value is not None
    )
    hint = f" ({diagnostic.hint})" if diagnostic.hint else ""
    command = _GITHUB[diagnostic.severity]
    return f"::{command} {properties}::{_escaped(f'{diagnostic.message}{hint}', '')}"


def _escaped(text: str, also: str) -> str:
    for character in f"%\r\n{also}":
        text = text.replace(character, f"%{ord(character):02X}")
    return text


def _write_text(workspace: Workspace, report: Report) -> None:
    sources: dict[str, list[str]] = {}
    for diagnostic in report.diagnostics:
        if diagnostic.suppressed is not None:
            continue
        file = diagnostic.file or ""
        if file and file not in sources:
            sources[file] = read_document_lines(workspace, file)
        print_lines(*_as_text(diagnostic, sources.get(file, [])))
    print_lines(_summary(report))


def _as_text(diagnostic: Diagnostic, lines: list[str]) -> list[str]:
    region = diagnostic.region
    where = f"{diagnostic.file}:{region.line}:{region.column}" if region.line else diagnostic.file
    level = click.style(diagnostic.severity, fg=_COLOURS[diagnostic.severity], bold=True)
    rule = click.style(f"[{diagnostic.rule}]", dim=True)
    found = [f"{where}: {level}: {diagnostic.message} {rule}"]
    if region.line and region.column and region.line <= len(lines):
        # Tabs would shift the caret.
        line = lines[region.line - 1].replace("\t", " ")
        same_line = region.end_line == region.line and region.end_column
        width = max(1, (region.end_column or 0) - region.column) if same_line else 1
        width = min(width, max(1, len(line) - region.column + 1))
        found.append(f"  {line[:_WIDEST]}")
        if region.column <= _WIDEST:
            caret = click.style("^" * min(width, _WIDEST), fg=_COLOURS[diagnostic.severity])
            found.append(f"  {' ' * (region.column - 1)}{caret}")
    if diagnostic.hint:
        found.append(f"  {click.style('hint', fg='cyan')}: {diagnostic.hint}")
    return found


def _summary(report: Report) -> str:
    def counted(number: int, noun: str) -> str:
        return f"{number} {noun}" if number == 1 else f"{number} {noun}s"

    examined = ", ".join(
        [
            counted(report.schemas, "schema"),
            counted(report.labels, "label"),
            counted(report.guidelines, "guideline"),
        ]
    )
    found = [
        counted(report.count("error"), "error"),
        counted(report.count("warning"), "warning"),
    ]
    if report.count("info"):
        found.append(f"{report.count('info')} info")
    if report.suppressed:
        found.append(f"{report.suppressed} suppressed")
    return f"{examined}: {', '.join(found)}"
