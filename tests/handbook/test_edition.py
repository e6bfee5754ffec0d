"""Tests of edition."""

from pathlib import Path

import pytest

from schemactl.errors import AnswerIsBad
from schemactl.handbook.edition import Written, read_editions
from tests.builders import (
    GUIDELINE,
    SHORT_FORM,
    a_repository,
    release_guideline,
    release_schema,
)
from tests.handbook.test_pictures import PNG

FILES: dict[str, str | bytes] = {
    "schemas/sentiment/schema.yaml": SHORT_FORM,
    "guidelines/sentiment/guideline.yaml": GUIDELINE,
    "guidelines/sentiment/index.md": "# How\n\n![a](a.png)\n",
    "guidelines/sentiment/a.png": PNG,
}


def test_without_releases_the_draft_is_shown(tmp_path: Path) -> None:
    edition = read_editions(a_repository(tmp_path, FILES))[0]
    assert edition.is_draft
    assert edition.title == edition.name == "sentiment"
    assert edition.guide_assets["a.png"].width == 640
    assert edition.written.path == "schemas/sentiment/schema.yaml"
    assert edition.page_source("index.md").path == "guidelines/sentiment/index.md"


def test_the_latest_release_is_shown(tmp_path: Path) -> None:
    workspace = a_repository(tmp_path, FILES)
    release_schema(workspace, "sentiment")
    release_guideline(workspace, "sentiment")
    newer = SHORT_FORM.replace("1.0.0", "1.1.0")
    a_repository(tmp_path, {"schemas/sentiment/schema.yaml": newer})
    edition = read_editions(workspace)[0]
    assert not edition.is_draft
    assert edition.schema_release.ref == "schema:sentiment@1.0.0"
    assert edition.guide_assets["a.png"].width == 640
    assert edition.page_source("index.md").path == (
        "registry/guidelines/sentiment/1.0.0/pages/index.md"
    )


def test_a_draft_guideline_makes_the_edition_a_draft(tmp_path: Path) -> None:
    workspace = a_repository(tmp_path, FILES)
    release_schema(workspace, "sentiment")
    assert read_editions(workspace)[0].is_draft


def test_a_guideline_release_that_does_not_cover_the_schema_is_passed_over(tmp_path: Path) -> None:
    workspace = a_repository(tmp_path, FILES)
    release_schema(workspace, "sentiment")
    release_guideline(workspace, "sentiment")
    narrow = GUIDELINE.replace("1.0.0", "1.1.0").replace(">=1.0,<2", ">=3")
    a_repository(tmp_path, {"guidelines/sentiment/guideline.yaml": narrow})
    release_guideline(workspace, "sentiment")
    guideline = read_editions(workspace)[0].guideline_release
    assert guideline is not None
    assert guideline.ref == "guideline:sentiment@1.0.0"


def test_a_schema_without_a_guideline_stands_alone(tmp_path: Path) -> None:
    other = GUIDELINE.replace("name: sentiment, ", "name: other, ")
    files = {**FILES, "guidelines/sentiment/guideline.yaml": other}
    edition = read_editions(a_repository(tmp_path, files))[0]
    assert edition.guideline_release is None
    assert edition.pages == {}
    assert edition.rulings == ()


def test_what_nobody_has_decided_is_not_shown(tmp_path: Path) -> None:
    question = {"guidelines/sentiment/rulings/r-1.yaml": "id: r-1\nitem: x\ndate: 2026-11-20\n"}
    edition = read_editions(a_repository(tmp_path, {**FILES, **question}))[0]
    assert edition.guideline_release is not None
    assert edition.rulings == ()


def test_a_broken_draft_is_refused(tmp_path: Path) -> None:
    workspace = a_repository(tmp_path, {"schemas/a/schema.yaml": "schemactl: 1\nname: a\nx: y\n"})
    with pytest.raises(AnswerIsBad):
        read_editions(workspace)


def test_a_warning_names_its_place() -> None:
    warning = Written("a.md", "one\ntwo here\n").warn("here", "is gone")
    assert (warning.file, warning.region.line, warning.region.column) == ("a.md", 2, 5)
    assert Written("a.md", "").place("x").line == 1
