"""`register batch|annotator|deployment|alias` by the command line, with their JSON."""

import json
from pathlib import Path

import pytest

from tests.cli.registry_commands import answer, released_in, text
from tests.model.test_returned import RESULT


@pytest.fixture(autouse=True)
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a repository whose release is in a checkpoint."""
    released_in(tmp_path, monkeypatch)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795168800")
    return tmp_path


def test_a_batch_is_recorded_with_who_labeled(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    who = answer(capsys, "register", "annotator", "--role", "nurse")["ref"]
    (root / "tool.xml").write_text("<View/>")
    said = ("register", "batch", "b@1", "--schema", "mood@1.0.0", "--annotator", who)
    more = ("--from", "2026-01-01", "--to", "2026-01-31", "--tool-setup", "tool.xml", "--blinded")
    found = answer(capsys, *said, *more)
    assert (found["ref"], found["new"]) == ("batch:b@1", True)
    assert found["annotators"] == [who.partition("@")[0]]
    assert found["tool_setup"].startswith("sha256:")
    assert text(capsys, *said, *more) == "recorded already: batch:b@1 as entry 3\n"
    other = text(capsys, *said, code=2)
    assert "batch:b@1 is recorded already" in other


def test_an_annotator_is_known_by_a_pseudonym_alone(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = answer(capsys, "register", "annotator", "--person", "Ada Lovelace")
    pseudonym = found["ref"].partition(":")[2].partition("@")[0]
    assert "Ada" not in str(found)
    again = answer(capsys, "register", "annotator", pseudonym, "--qualification", "triage")
    assert (again["ref"], again["qualifications"]) == (f"annotator:{pseudonym}@2", ["triage"])
    assert b"Ada" not in (root / "registry" / "registry.db").read_bytes()


def test_a_deployment_is_of_a_schema_or_a_model(capsys: pytest.CaptureFixture[str]) -> None:
    said = ("register", "deployment", "d@1", "--at", "project 7", "--from", "2026-01-01")
    found = answer(capsys, *said, "--schema", "mood@1.0.0", "--reason", "pilot")
    assert (found["purpose"], found["to"], found["reason"]) == ("labeling", "project 7", "pilot")
    assert "give --schema or --model" in text(capsys, *said, code=2)
    assert "is no date" in text(capsys, *said[:-1], "soon", "--schema", "mood@1.0.0", code=2)


def test_an_alias_stands_for_a_version(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "data.csv").write_text("item,label\n1,positive\n")
    dataset = ("register", "batch", "b@1", "--schema", "mood@1.0.0")
    answer(capsys, *dataset)
    done = answer(capsys, "register", "alias", "batch:b@golden", "batch:b@1")
    assert done["ref"] == "alias:batch:b:golden@1"
    assert answer(capsys, "trace", "batch:b@golden")["ref"] == "batch:b@1"


def test_what_was_long_ago_is_shown_as_asserted_later(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "minutes.txt").write_text("we labeled under 1.0.0")
    said = ("register", "batch", "old@1", "--schema", "mood@1.0.0", "--as-of", "2024-05-01")
    assert answer(capsys, *said, "--evidence", "minutes.txt")["as_of"] == "2024-05-01"
    node = answer(capsys, "trace", "batch:old@1")["nodes"][0]
    assert (node["as_of"], len(node["evidence"])) == ("2024-05-01", 1)
    assert "asserted later, to be so since 2024-05-01" in text(capsys, "trace", "batch:old@1")


def test_a_quality_report_is_recorded_from_json(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "agreement.json").write_text('{"measure": "gwet", "per_label": {"positive": 0.50}}')
    answer(capsys, "register", "dataset", "d@1", "data.jsonl", "--schema", "mood@1.0.0")
    said = ("register", "quality-report", "q@1", "agreement.json", "--dataset", "d@1")
    found = answer(capsys, *said, "--note", "pilot")
    assert (found["ref"], found["new"]) == ("quality-report:q@1", True)
    assert found["agreements"][0]["per_label"] == {"mood/positive": "0.5"}
    assert "quality-report:q@1" in text(capsys, "trace", "dataset:d@1", "--down")
    assert "no dataset 'none'" in text(capsys, *said[:-1], "none@1", code=2)


def test_a_result_of_practice_qualifies(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    schema = root / "schemas/mood/schema.yaml"
    case = '    examples:\n      - {id: p-1, content: "Great!"}\n'
    written = schema.read_text().replace("version: 1.0.0", "version: 1.0.1")
    schema.write_text(written.replace("is pleased.\n", f"is pleased.\n{case}"))
    digest = answer(capsys, "release")["released"][0]["digest"]
    one = {"example": "p-1", "label": "positive", "given": "positive", "right": "positive"}
    result = {**RESULT, "schema": "schema:mood@1.0.1", "digest": digest, "items": [one]}
    (root / "practice.json").write_text(json.dumps(result))
    said = ("register", "annotator", "--qualified-by", "practice.json")
    found = answer(capsys, *said)
    assert found["qualifications"] == ["practice of schema:mood@1.0.1"]
    assert (found["practised"][0]["right"], found["practised"][0]["of"]) == (1, 1)
    named = answer(capsys, *said, "--qualification", "triage")
    assert named["qualifications"] == ["triage"]
    (root / "practice.json").write_text(json.dumps({**result, "right": 7}))
    assert "it says 7 of 1" in text(capsys, *said, code=1)
