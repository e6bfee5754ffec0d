"""Report format: a module with `render`, which writes a report for people or programs."""

from typing import Protocol

from schemactl.validate.engine import Report
from schemactl.workspace import Workspace


class ReportFormat(Protocol):
    """One of the forms in which `validate --format` says what it found."""

    def render(self, workspace: Workspace, report: Report) -> str:
        """Return the whole report; the workspace gives the lines that it shows."""
        ...
