"""A report as workflow commands, which GitHub shows at the lines of a pull request."""

import os
from pathlib import Path

from schemactl.cli.summary import summarised
from schemactl.model.finding import Diagnostic
from schemactl.validate.engine import Report
from schemactl.workspace import Workspace

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}


def render(workspace: Workspace, report: Report) -> str:
    """Return a command for each finding that is not suppressed, and the summary for the log."""
    open_findings = [found for found in report.diagnostics if found.suppressed is None]
    folder = _folder(workspace)
    return "\n".join([*(_command(found, folder) for found in open_findings), summarised(report)])


def _folder(workspace: Workspace) -> str:
    """Return where the label repository stands in the checkout: GitHub counts from its top."""
    checkout = os.environ.get("GITHUB_WORKSPACE")
    root = workspace.root.resolve()
    if not checkout or not root.is_relative_to(Path(checkout).resolve()):
        return ""
    inside = root.relative_to(Path(checkout).resolve()).as_posix()
    return "" if inside == "." else f"{inside}/"


def _command(diagnostic: Diagnostic, folder: str) -> str:
    region = diagnostic.region
    fields = {
        "file": diagnostic.file and f"{folder}{diagnostic.file}",
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
    command = _COMMANDS[diagnostic.severity]
    return f"::{command} {properties}::{_escaped(f'{diagnostic.message}{hint}', '')}"


def _escaped(text: str, also: str) -> str:
    # The per cent sign comes first: it is what the others are written with.
    for character in f"%\r\n{also}":
        text = text.replace(character, f"%{ord(character):02X}")
    return text
