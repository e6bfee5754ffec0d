"""A report as a compiler writes it: place, severity, message, rule, the line with a caret."""

from collections.abc import Iterable

import click

from schemactl.cli.excerpt import excerpt, printable
from schemactl.cli.summary import summarised
from schemactl.files.source import read_document_lines
from schemactl.model.finding import Diagnostic
from schemactl.validate.engine import Report
from schemactl.workspace import Workspace

_COLOURS = {"error": "red", "warning": "yellow", "info": "cyan"}


def render(workspace: Workspace, report: Report) -> str:
    """Return the findings that are not suppressed, and the summary; colours are for terminals."""
    return "\n".join([*findings_as_text(workspace, report.diagnostics), summarised(report)])


def findings_as_text(workspace: Workspace, diagnostics: Iterable[Diagnostic]) -> list[str]:
    """Return the lines about findings that are not suppressed."""
    sources: dict[str, list[str]] = {}
    found: list[str] = []
    for diagnostic in diagnostics:
        if diagnostic.suppressed is not None:
            continue
        file = diagnostic.file or ""
        if file and file not in sources:
            sources[file] = read_document_lines(workspace, file)
        found += _as_text(diagnostic, sources.get(file, []))
    return found


def _as_text(diagnostic: Diagnostic, lines: list[str]) -> list[str]:
    region = diagnostic.region
    file = printable(diagnostic.file or "")
    where = f"{file}:{region.line}:{region.column}: " if region.line else file and f"{file}: "
    level = click.style(diagnostic.severity, fg=_COLOURS[diagnostic.severity], bold=True)
    rule = click.style(f"[{diagnostic.rule}]", dim=True)
    found = [f"{where}{level}: {printable(diagnostic.message)} {rule}"]
    if region.line and region.column and region.line <= len(lines):
        same_line = region.end_line == region.line
        shown = excerpt(
            lines[region.line - 1], region.column, region.end_column if same_line else None
        )
        blanks = shown.carets.rstrip("^")
        carets = click.style(shown.carets.lstrip(" "), fg=_COLOURS[diagnostic.severity])
        found += [f"  {shown.line}".rstrip(), f"  {blanks}{carets}"]
    if diagnostic.hint:
        first, *rest = map(printable, diagnostic.hint.splitlines())
        found.append(f"  {click.style('hint', fg='cyan')}: {first}")
        found += [f"    {line}".rstrip() for line in rest]
    return found
