"""A comparison in the terminal: place, step, headline, words and the lines to add."""

from pathlib import Path

import click

from schemactl.cli.diff_text import comparison_as_text
from schemactl.diff.report import compare_sides
from schemactl.workspace import Workspace
from tests.diff.repository import two_versions


def shown(workspace: Workspace, old: str, new: str) -> str:
    """Return the text without colours, as it is written to a file."""
    return click.unstyle("\n".join(comparison_as_text(compare_sides(workspace, old, new))))


def test_a_change_with_its_place_and_words(tmp_path: Path) -> None:
    text = shown(two_versions(tmp_path), "sentiment@1.0.0", "sentiment@draft")
    assert text.startswith(
        "schemas/sentiment/schema.yaml:7:17: major: positive: definition changed "
        "[definition-changed]\n"
        "  annotations are looked at again (positive)\n"
        "  The writer is {+very+} pleased.\n"
    )
    assert text.endswith(
        "schema:sentiment@1.0.0 → schema:sentiment@draft: definition-changed 1, "
        "translation-changed 1\nminimum bump: major"
    )


def test_what_went_stands_where_it_was(tmp_path: Path) -> None:
    workspace = two_versions(tmp_path)
    path = workspace.schema_file("sentiment")
    path.write_text(path.read_text().replace("id: negative", "id: negatives"))
    text = shown(workspace, "sentiment@1.0.0", "sentiment@draft")
    assert "1.0.0/source/schema.yaml:8:5: major: label negative retired" in text
    assert "  add to schemas/sentiment/migrations/2.0.0.yaml:\n      - change: retire\n" in text
    assert "recode negative → negatives\n    - {change: recode, task: sentiment, from: nega" in text
    back = shown(workspace, "sentiment@draft", "sentiment@1.0.0")
    assert "  add:\n" in back


def test_of_long_texts_the_surroundings_are_shown(tmp_path: Path) -> None:
    workspace = two_versions(tmp_path)
    path = workspace.schema_file("sentiment")
    path.write_text(path.read_text().replace("very pleased.", f"very pleased {'again ' * 50}now."))
    path.parent.joinpath("old.yaml").write_text(path.read_text().replace("very", "most"))
    text = shown(workspace, str(path.parent / "old.yaml"), "sentiment@draft")
    assert "The writer is [-most-] {+very+} pleased again again" in text
    assert " … " in text


def test_a_change_without_a_place_begins_with_its_step(tmp_path: Path) -> None:
    workspace = two_versions(tmp_path)
    source = "registry/schemas/sentiment/1.0.0/source/schema.yaml"
    (tmp_path / source).unlink()
    path = workspace.schema_file("sentiment")
    path.write_text(path.read_text().replace("  - id: negative\n", "  - id: negatives\n"))
    text = shown(workspace, "sentiment@1.0.0", "sentiment@draft")
    assert "\nmajor: label negative retired" in f"\n{text}"
