"""A report as JSON: the shape that programs rely on."""

import json

from schemactl.cli.reports.json import render, report_as_json
from schemactl.model.finding import Diagnostic, Fix, Region
from schemactl.validate.engine import Report
from schemactl.workspace import find_workspace

FOUND = Diagnostic(
    "unknown-label",
    "error",
    "there is no label `ü`",
    "schemas/s/schema.yaml",
    Region(2, 7, 2, 8),
    "a",
    "write `a`",
    (Fix(1, 2, "a"),),
    address="s/t/a",
)


def test_a_finding_has_these_keys() -> None:
    (row,) = report_as_json(Report((FOUND,), 1, 2, 3))["diagnostics"]
    assert row == {
        "rule": "unknown-label",
        "severity": "error",
        "message": "there is no label `ü`",
        "file": "schemas/s/schema.yaml",
        "line": 2,
        "column": 7,
        "end_line": 2,
        "end_column": 8,
        "label": "a",
        "address": "s/t/a",
        "hint": "write `a`",
        "fixable": True,
        "suppressed": False,
        "suppressed_because": None,
    }


def test_what_is_suppressed_stays_with_its_reason() -> None:
    accepted = FOUND._replace(suppressed="known")
    report = report_as_json(Report((accepted,), 1, 2, 3))
    assert report["diagnostics"][0]["suppressed_because"] == "known"
    assert report["summary"] == {
        "errors": 0,
        "warnings": 0,
        "infos": 0,
        "suppressed": 1,
        "schemas": 1,
        "labels": 2,
        "guidelines": 3,
    }


def test_the_text_is_json_and_an_empty_list_stays() -> None:
    assert json.loads(render(find_workspace(), Report((), 0, 0, 0)))["diagnostics"] == []
