"""Tests of comparing."""

from schemactl.handbook.comparing import guideline_changes, schema_changes
from tests.handbook.editions import (
    PAGES,
    STEPS,
    a_guideline,
    a_release,
    an_old_version,
    rich,
)


def test_changes_of_a_schema_have_marks_of_their_own() -> None:
    found = list(schema_changes(a_release(an_old_version()), a_release(rich(), STEPS)))
    assert {one.change.kind for one, _ in found} >= {"label-retired"}
    assert len({mark for _, mark in found}) == len(found)


def test_changes_of_a_guideline_are_its_pages() -> None:
    old, new = a_guideline({**PAGES, "task.md": "# Other\n"}), a_guideline(PAGES)
    assert {one.change.kind for one, _ in guideline_changes(old, new)} == {"page-changed"}
    assert list(guideline_changes(new, new)) == []
