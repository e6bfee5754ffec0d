"""The contact sheet: pictures and sounds with their right labels, and nothing else."""

from pathlib import Path
from typing import Any

import pytest

from schemactl.handbook.pages import contact_sheet
from schemactl.handbook.pages.contact_sheet import cases, render
from schemactl.handbook.pages.home import doors
from schemactl.handbook.pictures import Asset
from tests.handbook.editions import an_atlas, short, text_of

REGION = {"box": [1, 2, 3, 4], "use": "car"}
CAR: dict[str, Any] = {
    "id": "car",
    "examples": [
        {
            "id": "c-1",
            "image": "a.png",
            "alt": "A car.",
            "regions": [{"box": [1, 2, 3, 4], "use": "car"}],
        },
        {"content": "no picture"},
    ],
    "counterexamples": [{"id": "c-2", "image": "a.png", "alt": "A poster.", "use": "nothing"}],
    "edge_cases": [{"id": "c-3", "audio": "b.wav", "use": "bus"}],
}
ASSETS = {
    "a.png": Asset(Path("a.png"), "a.png", 10, 10),
    "b.wav": Asset(Path("b.wav"), "b.wav"),
}


def test_every_picture_and_sound_stands_with_its_right_label() -> None:
    atlas = an_atlas(short(CAR, "bus"), assets=ASSETS)
    shown = render(atlas)
    assert [one.kind for one in cases(atlas)] == ["yes", "no", "edge"]
    text = text_of(shown.partition("\n---\n")[2])
    assert "✓ car #c-1" in text
    assert "✗ mark nothing, not car #c-2" in text
    assert "◆ bus , not car #c-3" in text
    assert 'href="labels/car.html#c-1"' in shown
    assert shown.count("<img") == 2
    assert 'src="assets/b.wav"' in shown
    assert any(spot.title == "Contact sheet" for spot in doors(atlas))


def test_a_schema_of_texts_has_none() -> None:
    atlas = an_atlas()
    assert "None yet." in render(atlas)
    assert not any(spot.title == "Contact sheet" for spot in doors(atlas))


def test_a_very_long_sheet_says_what_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contact_sheet, "MOST_CASES", 1)
    atlas = an_atlas(short(CAR, "bus"), assets=ASSETS)
    assert "2 more, on the pages of the labels." in text_of(render(atlas))
