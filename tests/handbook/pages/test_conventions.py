"""How regions are drawn: on the page of rules, and on the page of each label."""

from pathlib import Path

import pytest

from schemactl.handbook.pages.conventions import called, conventions, in_paragraphs
from schemactl.handbook.pages.label import render as page_of
from schemactl.handbook.pages.rules import render
from schemactl.handbook.pictures import Asset
from tests.handbook.editions import an_atlas, short, text_of


def test_how_regions_are_drawn() -> None:
    task = {
        "type": "box",
        "draw": {"fit": "visible", "smallest": [8, 9], "crowd": "b", "note": "Be quick."},
        "tolerance": {"iou": 0.9, "pixels": 2, "milliseconds": 40},
        "conventions": [{"id": "C1", "text": "Tight.", "image": "a.png"}],
    }
    assets = {"a.png": Asset(Path("a"), "1.png", 2, 1)}
    atlas = an_atlas(short("a", "b", **task), assets=assets)
    shown = conventions(atlas, "topics/rules", atlas.edition.schema.tasks[0])
    text = text_of(shown)
    for words in (
        "Fit the box to what can be seen",
        "smaller than 8 \u00d7 9 pixels",
        "Mark a crowd as b",
        "Be quick.",
        "overlap by 0.9 (IoU)",
        "differ by 2 pixels",
        "differ by 40 milliseconds",
        "C1 #C1 Tight.",
    ):
        assert words in text
    assert 'Mark a crowd as <a class="label" href="labels/b.html">b</a>.' in shown
    assert 'src="assets/1.png"' in shown
    assert render(atlas).count("Tight.") == 1
    on_label = page_of(atlas, atlas.layout.pages[0])
    assert "Drawing {#_images} Fit the box" in text_of(on_label)
    assert 'href="../rules.html#C1"' in on_label
    assert 'id="C1"' not in on_label


@pytest.mark.parametrize(
    ("kind", "drawn"), [("box", "box"), ("polygon", "outline"), ("mask", "region")]
)
def test_what_is_fitted_has_the_name_that_annotators_use(kind: str, drawn: str) -> None:
    whole = short("a", "b", type=kind, draw={"fit": "whole"})
    atlas = an_atlas(whole)
    said = conventions(atlas, "topics/rules", atlas.edition.schema.tasks[0])
    assert f"Fit the {drawn} to the whole thing, also" in said


@pytest.mark.parametrize(
    ("kind", "name"),
    [("cuboid", "Drawing"), ("span", "Borders"), ("relation", "Conventions")],
)
def test_only_regions_are_drawn(kind: str, name: str) -> None:
    task = short("a", type=kind, conventions=[{"id": "C1", "text": "Tight."}])
    atlas = an_atlas(task)
    assert called(atlas.edition.schema.tasks[0]) == name
    assert f"{name} C1" in text_of(render(atlas))
    assert f"{name} {{#_images}} C1" in text_of(page_of(atlas, atlas.layout.pages[0]))


def test_a_task_without_regions_says_nothing_of_them() -> None:
    atlas = an_atlas()
    assert conventions(atlas, "tickets/rules", atlas.edition.schema.tasks[0]) == ""
    assert "Drawing" not in page_of(atlas, atlas.layout.pages[1])


def test_text_stands_in_paragraphs() -> None:
    assert in_paragraphs("a") == "<p>a</p>"
    assert in_paragraphs("a\n\nb") == "<p>a</p><p>b</p>"
