"""A report as SARIF 2.1.0: its structure, its rules, and fingerprints that outlive moved lines.

The official schema may not be shipped here, so `sarif_parts.json` was written from the standard.
"""

import json
from pathlib import Path
from typing import Any, Literal

import jsonschema
import pytest

from schemactl.cli.reports.sarif import FINGERPRINT, render
from schemactl.model.finding import Diagnostic, Fix, Region
from schemactl.validate.catalog import all_levels
from schemactl.validate.engine import Report, validate
from schemactl.workspace import find_workspace
from tests.builders import SHORT_FORM, a_repository

PARTS = json.loads((Path(__file__).parent / "sarif_parts.json").read_text(encoding="utf-8"))
FOUND = Diagnostic(
    "unknown-label",
    "error",
    "key twice, first in line 3",
    "schemas/a b/ü.yaml",
    Region(2, 7, 2, 8),
    hint="write `a`",
    address="s/t/a",
)


def run(root: Path, *diagnostics: Diagnostic) -> Any:
    """Return the run of a report, whose whole log has the structure of the standard."""
    log = json.loads(render(find_workspace(root), Report(diagnostics, 1, 1, 1)))
    jsonschema.validate(log, PARTS, jsonschema.Draft202012Validator)
    return log["runs"][0]


def test_every_rule_says_what_it_is_and_how_severe(tmp_path: Path) -> None:
    rules = {rule["id"]: rule for rule in run(tmp_path)["tool"]["driver"]["rules"]}
    assert list(rules) == list(all_levels())
    assert rules["unknown-label"]["defaultConfiguration"] == {"level": "error"}
    assert rules["too-few-examples"]["defaultConfiguration"] == {"level": "note"}


def test_a_finding_has_its_place_relative_to_the_root(tmp_path: Path) -> None:
    (result,) = run(tmp_path, FOUND)["results"]
    (location,) = result["locations"]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "schemas/a%20b/%C3%BC.yaml", "uriBaseId": "SRCROOT"},
        "region": {"startLine": 2, "startColumn": 7, "endLine": 2, "endColumn": 8},
    }
    assert location["logicalLocations"] == [{"fullyQualifiedName": "s/t/a"}]
    assert result["message"]["text"] == "key twice, first in line 3 (write `a`)"


def test_a_finding_may_have_no_place(tmp_path: Path) -> None:
    nowhere = FOUND._replace(file=None, region=Region(), address="")
    assert run(tmp_path, nowhere)["results"][0]["locations"] == []
    whole = run(tmp_path, FOUND._replace(region=Region()))["results"][0]["locations"]
    assert "region" not in whole[0]["physicalLocation"]


@pytest.mark.parametrize(("where", "kind"), [("file", "inSource"), ("settings", "external")])
def test_a_suppression_says_why_and_where_it_stands(
    tmp_path: Path, where: Literal["file", "settings"], kind: str
) -> None:
    accepted = FOUND._replace(suppressed="known", suppressed_in=where)
    (result,) = run(tmp_path, accepted)["results"]
    assert result["suppressions"] == [{"kind": kind, "justification": "known"}]
    assert run(tmp_path, FOUND)["results"][0]["suppressions"] == []


def test_a_fingerprint_stays_where_lines_move_and_equal_findings_differ(tmp_path: Path) -> None:
    def prints(*found: Diagnostic) -> list[str]:
        results = run(tmp_path, *found)["results"]
        return [result["partialFingerprints"][FINGERPRINT] for result in results]

    moved = FOUND._replace(region=Region(9, 7, 9, 8), message="key twice, first in line 8")
    assert prints(FOUND) == prints(moved)
    first, second = prints(FOUND, moved)
    assert first != second
    assert prints(FOUND) != prints(FOUND._replace(address="s/t/b"))


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_fix_is_given_by_lines_and_columns(tmp_path: Path, line_end: str) -> None:
    text = f"a: 1{line_end}b: wrong{line_end}"
    a_repository(tmp_path, {"schemas/x/schema.yaml": text})
    start = text.index("wrong")
    fixable = FOUND._replace(file="schemas/x/schema.yaml", fixes=(Fix(start, start + 5, "right"),))
    (fix,) = run(tmp_path, fixable)["results"][0]["fixes"]
    assert fix["artifactChanges"][0]["replacements"] == [
        {
            "deletedRegion": {"startLine": 2, "startColumn": 4, "endLine": 2, "endColumn": 9},
            "insertedContent": {"text": "right"},
        }
    ]


def test_what_validate_finds_is_a_log(tmp_path: Path) -> None:
    broken = SHORT_FORM + "unknown: x\n"
    workspace = a_repository(tmp_path, {"schemas/sentiment/schema.yaml": broken})
    report = validate(workspace, today="2026-11-20")
    results = run(tmp_path, *report.diagnostics)["results"]
    assert "unknown-key" in [result["ruleId"] for result in results]
