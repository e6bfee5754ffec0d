"""The JSON shape of a comparison."""

import json
from pathlib import Path

import pytest

from schemactl.diff.report import compare_sides, report_as_json
from schemactl.errors import SchemactlError
from tests.diff.repository import SCHEMA, two_versions


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("sentiment@latest", "@draft"),
        ("@1.0.0", "sentiment@draft"),
        ("schema:sentiment@1.0.0", "@draft"),
    ],
)
def test_the_name_of_one_side_is_that_of_the_other(tmp_path: Path, old: str, new: str) -> None:
    comparison = compare_sides(two_versions(tmp_path), old, new)
    refs = (comparison.old.ref, comparison.new.ref)
    assert refs == ("schema:sentiment@1.0.0", "schema:sentiment@draft")


@pytest.mark.parametrize(("old", "new"), [("@1.0.0", "@draft"), ("schemas/sentiment", "@draft")])
def test_a_name_must_stand_on_one_side(tmp_path: Path, old: str, new: str) -> None:
    with pytest.raises(SchemactlError, match="no such file or folder"):
        compare_sides(two_versions(tmp_path), old, new)


def test_the_shape_of_a_schema_comparison(tmp_path: Path) -> None:
    workspace = two_versions(tmp_path)
    comparison = compare_sides(workspace, "sentiment@1.0.0", "sentiment@draft")
    report = json.loads(json.dumps(report_as_json(comparison)))
    assert report["from"]["ref"] == "schema:sentiment@1.0.0"
    assert report["from"]["digest"].startswith("sha256:")
    assert report["to"] == {"ref": "schema:sentiment@draft", "digest": None}
    assert (report["minimum_bump"], report["candidates"]) == ("major", [])
    assert report["summary"] == {"definition-changed": 1, "translation-changed": 1}
    change = report["changes"][0]
    assert {key: change[key] for key in ("kind", "task", "from", "to", "bump", "annotations")} == {
        "kind": "definition-changed",
        "task": "sentiment",
        "from": ["positive"],
        "to": ["positive"],
        "bump": "major",
        "annotations": "review",
    }
    assert (change["declared"], change["labels"]) == (True, ["positive"])
    assert change["because"] == "Thanks are no praise."
    assert (change["before"], change["after"]) == (
        "The writer is pleased.",
        "The writer is very pleased.",
    )
    assert change["old_position"]["file"].endswith("1.0.0/source/schema.yaml")
    assert change["new_position"] == {"file": SCHEMA, "line": 7, "column": 17}
    assert len(change["fingerprint"]) == 12
    assert report["changes"][1]["old_position"] is None
    assert comparison.add_to == "schemas/sentiment/migrations/2.0.0.yaml"


def test_the_shape_of_a_guideline_comparison(tmp_path: Path) -> None:
    workspace = two_versions(tmp_path)
    comparison = compare_sides(workspace, "guideline:sentiment@1.0.0", "guideline:sentiment@draft")
    report = report_as_json(comparison)
    assert report["summary"] == {"page-changed": 1, "ruling-added": 1}
    page = report["changes"][0]
    assert (page["task"], page["declared"], page["annotations"]) == (None, False, "undecided")
    assert page["new_position"] == {"file": "guidelines/sentiment/index.md", "line": 3, "column": 1}
    assert comparison.add_to == "guidelines/sentiment/guideline.yaml"
    back = compare_sides(workspace, "guideline:sentiment@draft", "guideline:sentiment@1.0.0")
    assert back.add_to == ""


def test_labels_that_may_be_others_are_proposed(tmp_path: Path) -> None:
    workspace = two_versions(tmp_path)
    path = workspace.schema_file("sentiment")
    path.write_text(path.read_text().replace("id: negative", "id: negatives"))
    report = report_as_json(compare_sides(workspace, "sentiment@1.0.0", "sentiment@draft"))
    (found,) = report["candidates"]
    assert (found["change"], found["from"], found["to"]) == ("recode", ["negative"], ["negatives"])
    assert found["score"] > 0.8


def test_a_schema_is_not_compared_with_a_guideline(tmp_path: Path) -> None:
    workspace = two_versions(tmp_path)
    with pytest.raises(SchemactlError, match="a schema and a guideline"):
        compare_sides(workspace, "sentiment@draft", "guideline:sentiment@draft")
