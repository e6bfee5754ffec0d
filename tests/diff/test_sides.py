"""Sides: every way to name one, where its changes stand, and the migration between two."""

from pathlib import Path

import pytest

from schemactl.diff.guidelines import compare_guidelines
from schemactl.diff.sides import GuidelineSide, SchemaSide, read_side
from schemactl.errors import AnswerIsBad, SchemactlError
from schemactl.model.change import Spot
from schemactl.workspace import Workspace
from tests.builders import SHORT_FORM, a_repository, release_schema
from tests.diff.repository import GERMAN, MIGRATION, NEW, SCHEMA, two_versions

SOURCE = "registry/schemas/sentiment/1.0.0/source/schema.yaml"
LABEL = Spot(("tasks", 0, "labels", 0, "definition"))


def a_side(workspace: Workspace, text: str) -> SchemaSide:
    """Return a side that is a schema."""
    side = read_side(workspace, text)
    assert isinstance(side, SchemaSide)
    return side


@pytest.mark.parametrize(
    ("text", "ref", "version", "file"),
    [
        ("sentiment@1.0.0", "schema:sentiment@1.0.0", "1.0.0", SOURCE),
        ("schema:sentiment@latest", "schema:sentiment@1.0.0", "1.0.0", None),
        ("sentiment@draft", "schema:sentiment@draft", "2.0.0", SCHEMA),
        ("schema:sentiment@draft", "schema:sentiment@draft", "2.0.0", SCHEMA),
        ("schemas/sentiment", "schemas/sentiment", "2.0.0", SCHEMA),
        (SCHEMA, SCHEMA, "2.0.0", SCHEMA),
        (f"main:{SCHEMA}", f"main:{SCHEMA}", "1.0.0", SCHEMA),
        ("main:schemas/sentiment", "main:schemas/sentiment", "1.0.0", SCHEMA),
    ],
)  # fmt: skip
def test_a_schema_can_be_named_in_many_ways(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, ref: str, version: str,
    file: str | None,
) -> None:  # fmt: skip
    workspace = two_versions(tmp_path)
    monkeypatch.chdir(tmp_path)
    side = a_side(workspace, text)
    assert (side.ref, side.schema.version) == (ref, version)
    assert (side.digest is not None) is (ref == "schema:sentiment@1.0.0")
    place = side.written.locate(LABEL)
    assert place is not None
    assert (place[1].line, place[1].column) == (7, 17)
    assert file in (None, place[0])
    assert side.written.locate(None) is None


@pytest.mark.parametrize("text", ["guideline:sentiment@1.0.0", "guideline:sentiment@draft",
                                  "guidelines/sentiment", "main:guidelines/sentiment",
                                  "guidelines/sentiment/guideline.yaml"])  # fmt: skip
def test_a_guideline_can_be_named_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    workspace = two_versions(tmp_path)
    monkeypatch.chdir(tmp_path)
    side = read_side(workspace, text)
    assert isinstance(side, GuidelineSide)
    is_new = not text.startswith("main:") and "1.0.0" not in text
    assert ("whole" in side.content.pages["index.md"]) is is_new
    assert len(side.content.rulings) == int(is_new)
    place = side.written.locate(Spot(file="index.md", line=3))
    assert place is not None
    assert place[0].endswith("index.md")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("nope", "no such file"),
        ("nope@1.0.0", "has no release"),
        ("sentiment@9.0.0", "does not exist"),
        ("nope@draft", "no such file"),
        ("guideline:nope@draft", "no such file"),
        ("dataset:x@1", "has no labels"),
        ("schemas", "no such file"),
    ],
)
def test_what_leads_nowhere_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, message: str
) -> None:
    workspace = two_versions(tmp_path)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SchemactlError, match=message):
        _ = a_side(workspace, text).schema


def test_a_broken_schema_is_named_with_its_place(tmp_path: Path) -> None:
    workspace = a_repository(tmp_path, {"schemas/s/schema.yaml": "schemactl: 1\nname: [\n"})
    with pytest.raises(AnswerIsBad, match=r"schemas/s/schema.yaml:\d+"):
        _ = a_side(workspace, "s@draft").schema


def test_a_file_outside_of_the_repository_can_be_compared(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    other = tmp_path / "other.yaml"
    other.write_text(SHORT_FORM)
    side = a_side(Workspace(tmp_path / "in"), str(other))
    assert side.schema.name == "sentiment"
    place = side.written.locate(LABEL)
    assert place is not None
    assert place[1].line == 7


def test_a_release_without_its_source_has_no_positions(tmp_path: Path) -> None:
    workspace = two_versions(tmp_path)
    for path in (tmp_path / "registry/schemas/sentiment/1.0.0/source").iterdir():
        path.unlink()
    assert a_side(workspace, "sentiment@1.0.0").written.locate(LABEL) is None


def test_the_migration_belongs_to_the_version_it_starts_from(tmp_path: Path) -> None:
    workspace = two_versions(tmp_path)
    old, new = a_side(workspace, "sentiment@1.0.0"), a_side(workspace, "sentiment@draft")
    found = new.migration_from(old)
    assert found is not None
    assert len(found.steps) == 1
    assert new.migration_from(new) == found
    assert old.migration_from(new) is None
    assert list(new.translations) == ["de"]
    assert list(old.translations) == []


def test_the_way_leads_through_every_release_between(tmp_path: Path) -> None:
    workspace = two_versions(tmp_path)
    release_schema(workspace, "sentiment")
    path = workspace.schema_file("sentiment")
    path.write_text(path.read_text().replace("2.0.0", "3.0.0"))
    first, last = a_side(workspace, "sentiment@1.0.0"), a_side(workspace, "sentiment@draft")
    found = last.migration_from(first)
    assert found is not None
    assert (len(found.steps), found.source.version) == (1, "1.0.0")
    assert last.migration_from(a_side(workspace, "sentiment@2.0.0")) is None


def test_a_mapping_from_another_schema_is_found(tmp_path: Path) -> None:
    mapping = MIGRATION.replace(
        "schema: sentiment, version: 1.0.0", "schema: other, version: 1.0.0"
    )
    workspace = a_repository(
        tmp_path,
        {
            "schemas/other/schema.yaml": SHORT_FORM.replace("name: sentiment", "name: other"),
            "schemas/mine/schema.yaml": SHORT_FORM.replace("name: sentiment", "name: mine"),
            SCHEMA: NEW,
            "schemas/sentiment/migrations/from-other-2.0.0.yaml": mapping,
            "schemas/sentiment/migrations/from-mine-1.0.0.yaml": MIGRATION.replace(
                "1.0.0", "7.0.0"
            ),
        },
    )
    new = a_side(workspace, "sentiment@draft")
    assert new.migration_from(a_side(workspace, "other@draft")) is not None
    assert new.migration_from(a_side(workspace, "mine@draft")) is None


def test_pictures_are_known_by_their_content(tmp_path: Path) -> None:
    text = SHORT_FORM.replace(
        "    definition: The writer is pleased.\n",
        "    examples:\n      - image: p.png\n        alt: A face.\n      - image: gone.png\n",
    )
    files: dict[str, str | bytes] = {
        "schemas/a/schema.yaml": text,
        "schemas/a/p.png": b"1",
        "schemas/b/schema.yaml": text,
        "schemas/b/p.png": b"2",
    }
    workspace = a_repository(tmp_path, files)
    assets = [a_side(workspace, f"{name}@draft").schema.assets for name in ("a", "b")]
    assert list(assets[0]) == ["p.png"]
    assert assets[0] != assets[1]


def test_labels_taken_from_another_release_are_resolved(tmp_path: Path) -> None:
    workspace = two_versions(tmp_path)
    task = "tasks:\n  - id: t\n    type: classification\n    use:\n"
    taken = '      - {schema: "sentiment@1.0.0", labels: [positive]}\n'
    text = f"schemactl: 1\nname: mine\nversion: 1.0.0\n{task}{taken}"
    a_repository(tmp_path, {"schemas/mine/schema.yaml": text})
    (label,) = a_side(workspace, "mine@draft").schema.tasks[0].labels
    assert label.definition == "The writer is pleased."


def test_a_released_schema_finds_the_mapping_in_its_working_copy(tmp_path: Path) -> None:
    workspace = two_versions(tmp_path)
    other = SHORT_FORM.replace("name: sentiment", "name: other")
    mapping = MIGRATION.replace(
        "schema: sentiment, version: 1.0.0", "schema: other, version: 1.0.0"
    )
    a_repository(
        tmp_path,
        {
            "schemas/other/schema.yaml": other,
            "schemas/sentiment/migrations/from-other-1.0.0.yaml": mapping,
        },
    )
    new = a_side(workspace, "sentiment@1.0.0")
    assert new.migration_from(a_side(workspace, "other@draft")) is not None


def test_a_page_that_is_missing_is_no_page(tmp_path: Path) -> None:
    workspace = two_versions(tmp_path)
    (workspace.guidelines / "sentiment/index.md").unlink()
    side = read_side(workspace, "guideline:sentiment@draft")
    assert isinstance(side, GuidelineSide)
    assert side.content.pages == {}


def test_a_translation_is_read_with_its_language(tmp_path: Path) -> None:
    workspace = two_versions(tmp_path)
    (workspace.schemas / "sentiment/translations/fr.yaml").write_text(
        (GERMAN % ("0" * 64)).replace("de", "fr")
    )
    assert sorted(a_side(workspace, "sentiment@draft").translations) == ["de", "fr"]


def test_an_open_ruling_decides_nothing_until_it_is_answered(tmp_path: Path) -> None:
    workspace = two_versions(tmp_path)
    path = workspace.guidelines / "sentiment/rulings/r1.yaml"
    answered = read_side(workspace, "guideline:sentiment@draft")
    path.write_text("id: r1\nitem: Thanks.\ndate: 2026-01-01\n")
    asked = read_side(workspace, str(path.parents[1]))
    assert isinstance(asked, GuidelineSide)
    assert isinstance(answered, GuidelineSide)
    assert asked.content.rulings == ()
    kinds = [c.kind for c in compare_guidelines(asked.content, answered.content)]
    assert kinds == ["ruling-added"]
