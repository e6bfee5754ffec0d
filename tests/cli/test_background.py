"""Tests of what a check may know."""

from pathlib import Path

from schemactl.cli.background import background
from tests.builders import GUIDELINE, SHORT_FORM, a_repository, release_guideline, release_schema


def test_releases_are_found_by_name_and_version(tmp_path: Path) -> None:
    workspace = a_repository(
        tmp_path,
        {
            "schemas/sentiment/schema.yaml": SHORT_FORM,
            "guidelines/sentiment/guideline.yaml": GUIDELINE,
            "guidelines/sentiment/index.md": "# How\n\nRead.\n",
        },
    )
    release_schema(workspace, "sentiment")
    release_guideline(workspace, "sentiment")
    known = background(workspace)
    schema, guideline = known.schema("sentiment", "1.0.0"), known.guideline("sentiment", "1.0.0")
    assert schema is not None
    assert schema.name == "sentiment"
    assert guideline is not None
    assert list(guideline.pages) == ["index.md"]
    assert known.schema("sentiment", "2.0.0") is None
    assert known.guideline("other", "1.0.0") is None


def test_a_release_that_was_adopted_has_no_time(tmp_path: Path) -> None:
    workspace = a_repository(tmp_path, {"schemas/sentiment/schema.yaml": SHORT_FORM})
    release_schema(workspace, "sentiment")
    known = background(workspace)
    assert known.released("schema:sentiment@1.0.0") is None
    assert known.released("schema:sentiment@9.0.0") is None
