"""A report as SARIF 2.1.0, which code scanning and editors read."""

import hashlib
import json
import re
from bisect import bisect_right
from collections import Counter
from typing import Any
from urllib.parse import quote

from schemactl.errors import SchemactlError
from schemactl.files.source import read_bytes
from schemactl.model.finding import Diagnostic, Fix, Region
from schemactl.validate.catalog import all_levels
from schemactl.validate.engine import Report
from schemactl.validate.explanation import description, page, summary
from schemactl.version import VERSION
from schemactl.workspace import Workspace

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
FINGERPRINT = "schemactlFinding/v1"

_ROOT = "SRCROOT"
_LEVELS = {"error": "error", "warning": "warning", "info": "note", "off": "none"}
_LINE_END = re.compile(r"\r\n?|\n")
_LINE_NUMBER = re.compile(r"\bline \d+")

Json = dict[str, Any]


def render(workspace: Workspace, report: Report) -> str:
    """Return a log with one run: all rules, and all findings, suppressed ones too."""
    rules = list(all_levels())
    driver = {
        "name": "schemactl",
        "version": VERSION,
        "semanticVersion": VERSION,
        "rules": [_rule(name) for name in rules],
    }
    positions = {name: position for position, name in enumerate(rules)}
    seen: Counter[str] = Counter()
    starts: dict[str, list[int]] = {}
    run = {
        "tool": {"driver": driver},
        "invocations": [{"executionSuccessful": True}],
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The root of the repository."}}},
        "results": [
            {
                **_result(found, positions, seen),
                **_fixes(workspace, found, starts),
            }
            for found in report.diagnostics
        ],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2)


def _rule(name: str) -> Json:
    _, standard, _ = all_levels()[name]
    try:
        # The page goes on with the files that test the rule.
        short, text = summary(name), page(name).partition("\n## Bad")[0]
        full = description(name)
    except SchemactlError:
        short = full = text = f"See `schemactl rules {name}`."
    return {
        "id": name,
        "shortDescription": {"text": short},
        # GitHub's code scanning shows this one, and its documentation calls it required.
        "fullDescription": {"text": full},
        "help": {"text": short, "markdown": text},
        "defaultConfiguration": {"level": _LEVELS[standard]},
    }


def _result(found: Diagnostic, positions: dict[str, int], seen: Counter[str]) -> Json:
    hint = f" ({found.hint})" if found.hint else ""
    result: Json = {
        "ruleId": found.rule,
        "ruleIndex": positions.get(found.rule, -1),
        "level": _LEVELS[found.severity],
        "message": {"text": f"{found.message}{hint}"},
        "locations": [_location(found)] if found.file or found.address else [],
        "partialFingerprints": {FINGERPRINT: _fingerprint(found, seen)},
        # An empty list says "not suppressed"; no list would say "unknown".
        "suppressions": [],
    }
    if found.suppressed is not None:
        kind = "external" if found.suppressed_in == "settings" else "inSource"
        result["suppressions"] = [{"kind": kind, "justification": found.suppressed}]
    return result


def _fingerprint(found: Diagnostic, seen: Counter[str]) -> str:
    """Return what stays the same where lines move; equal findings in a file are numbered."""
    message = _LINE_NUMBER.sub("line", found.message)
    parts = [found.rule, found.file or "", found.address, message]
    digest = hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]
    seen[digest] += 1
    return f"{digest}:{seen[digest]}"


def _location(found: Diagnostic) -> Json:
    location: Json = {}
    if found.file:
        physical: Json = {"artifactLocation": _artifact(found.file)}
        if region := _region(found.region):
            physical["region"] = region
        location["physicalLocation"] = physical
    if found.address:
        location["logicalLocations"] = [{"fullyQualifiedName": found.address}]
    return location


def _artifact(file: str) -> Json:
    return {"uri": quote(file), "uriBaseId": _ROOT}


def _region(region: Region) -> Json:
    fields = {
        "startLine": region.line,
        "startColumn": region.column,
        "endLine": region.end_line,
        "endColumn": region.end_column,
    }
    return {key: value for key, value in fields.items() if value is not None}


def _fixes(workspace: Workspace, found: Diagnostic, starts: dict[str, list[int]]) -> Json:
    if not found.fixes or found.file is None:
        return {}
    if found.file not in starts:
        text = read_bytes(workspace, workspace.root / found.file).decode("utf-8-sig")
        starts[found.file] = [0, *(match.end() for match in _LINE_END.finditer(text))]
    changes = [
        {
            "artifactLocation": _artifact(found.file),
            "replacements": [_replacement(fix, starts[found.file]) for fix in found.fixes],
        }
    ]
    return {"fixes": [{"description": {"text": found.hint}, "artifactChanges": changes}]}


def _replacement(fix: Fix, starts: list[int]) -> Json:
    line, end_line = bisect_right(starts, fix.start), bisect_right(starts, fix.end)
    region = Region(
        line, fix.start - starts[line - 1] + 1, end_line, fix.end - starts[end_line - 1] + 1
    )
    return {"deletedRegion": _region(region), "insertedContent": {"text": fix.text}}
