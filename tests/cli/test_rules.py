"""The list of rules, a rule's page, and the JSON Schema for editors."""

import json

import pytest

from schemactl.cli.main import run
from schemactl.validate.catalog import all_levels


def test_lists_every_rule_with_its_severities(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["rule", "minimal", "standard", "strict"]
    listed = {line.split()[0] for line in lines[1:] if line and not line.endswith(":")}
    assert listed == set(all_levels())
    headings = [line for line in lines if line.endswith(":")]
    assert headings == ["every file:", "schemas:", "guidelines:", "releases and suppressions:"]
    assert any(
        line.split()[:5] == ["missing-definition", "off", "warning", "error", "Every"]
        for line in lines
    )


def test_lists_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "--format", "json"]) == 0
    rules = json.loads(capsys.readouterr().out)["rules"]
    assert [rule["rule"] for rule in rules] == list(all_levels())
    assert all(rule["summary"] and rule["examines"] for rule in rules)
    assert {tuple(rule["examines"]) for rule in rules if rule["rule"] == "missing-file"} == {
        ("schemas", "guidelines"),
    }


def test_explains_a_rule(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "decide-loop"]) == 0
    assert capsys.readouterr().out.startswith("# decide-loop\n")
    assert run(["rules", "decide-loop", "--format", "json"]) == 0
    explained = json.loads(capsys.readouterr().out)
    assert explained["strict"] == "error"
    assert explained["page"].startswith("# decide-loop\n")


def test_proposes_a_rule_for_a_slip(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "decide-lop"]) == 2
    assert "did you mean `decide-loop`?" in capsys.readouterr().err


def test_prints_the_schema_for_editors(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "--json-schema"]) == 0
    assert json.loads(capsys.readouterr().out)["type"] == "object"
