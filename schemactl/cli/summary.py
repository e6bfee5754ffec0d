"""One line that says what was examined and what was found."""

from schemactl.cli.lineage_text import counted
from schemactl.validate.engine import Report


def summarised(report: Report) -> str:
    """Return what was examined and how much was found."""
    examined = ", ".join(
        [
            counted(report.schemas, "schema"),
            counted(report.labels, "label"),
            counted(report.guidelines, "guideline"),
        ]
    )
    return f"{examined}: {found(report)}"


def found(report: Report) -> str:
    """Return how many findings there are, by severity."""
    parts = [
        counted(report.count("error"), "error"),
        counted(report.count("warning"), "warning"),
    ]
    if report.count("info"):
        parts.append(f"{report.count('info')} info")
    if report.suppressed:
        parts.append(f"{report.suppressed} suppressed")
    return ", ".join(parts)
