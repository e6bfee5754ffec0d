"""Tests of difference."""

from typing import Any

import pytest

from schemactl.handbook.pages import difference
from schemactl.handbook.pages.difference import differences, render
from schemactl.handbook.timeline import schema_milestones
from tests.handbook.editions import (
    STEPS,
    a_release,
    an_atlas,
    an_old_version,
    text_of,
    two_versions,
)


def test_every_changed_label_has_its_page() -> None:
    atlas = two_versions(an_old_version(), STEPS)
    found = {one.label: one for one in differences(atlas)}
    assert set(found) == {"billing-dispute", "refund", "praise"}
    assert found["refund"].path == "tickets/diff/1.0.0--2.0.0/refund"
    shown = render(atlas, found["billing-dispute"])
    assert "Billing dispute: 1.0.0 → 2.0.0" in text_of(shown)
    assert "<del>bill </del>" in shown
    assert "The label is gone today." in render(atlas, found["praise"])


def test_very_many_stand_on_the_page_of_the_version_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(difference, "MOST_PAGES", 2)
    assert list(differences(two_versions(an_old_version(), STEPS))) == []


def test_labels_of_two_questions_that_share_an_id_have_a_page_each() -> None:
    def of_version(version: str, said: str) -> dict[str, Any]:
        tasks = [
            {
                "id": task,
                "type": "classification",
                "labels": [
                    {"id": "other", "name": f"Other {task}", "definition": f"{said} {task}."},
                    {"id": f"of-{task}", "definition": said},
                ],
            }
            for task in ("sound", "sight")
        ]
        return {"schemactl": 1, "name": "clips", "version": version, "tasks": tasks}

    releases = [a_release(of_version(*one)) for one in (("1.0.0", "Old"), ("2.0.0", "New"))]
    atlas = an_atlas(of_version("2.0.0", "New"), timeline=schema_milestones(releases, {}))
    found = {one.path.removeprefix("clips/diff/1.0.0--2.0.0/"): one for one in differences(atlas)}
    assert set(found) == {"sound/other", "sight/other", "of-sound", "of-sight"}
    for task, foreign in (("sound", "sight"), ("sight", "sound")):
        text = text_of(render(atlas, found[f"{task}/other"]))
        assert f"Other {task}: definition changed" in text
        assert foreign not in text
