"""A report as JSON, for programs: the shape is part of what schemactl promises."""

import json
from typing import Any

from schemactl.validate.engine import Report
from schemactl.workspace import Workspace


def render(_workspace: Workspace, report: Report) -> str:
    """Return every finding, suppressed ones too, and the summary."""
    return json.dumps(report_as_json(report), ensure_ascii=False, indent=2)


def report_as_json(report: Report) -> dict[str, Any]:
    """Return a report as plain data."""
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
                "address": diagnostic.address,
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
