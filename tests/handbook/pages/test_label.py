"""Tests of label pages."""

import json
import re

import pytest

from schemactl.handbook import layout
from schemactl.handbook.pages.label import render
from tests.handbook.editions import PAGES, an_atlas, short, text_of

PARTS = [
    'class="facts"',
    'class="definition"',
    "_criteria",
    "_examples",
    "_confusable",
    "_path",
    "_images",
    "_unsure",
    "_rulings",
    "_related",
    "_changes",
    'class="foot"',
]


@pytest.mark.parametrize("label", ["money", "billing-dispute", "refund", "other"])
@pytest.mark.parametrize("pages", [None, PAGES])
def test_twelve_parts_stand_in_order(label: str, pages: dict[str, str] | None) -> None:
    atlas = an_atlas(pages=pages)
    leaf = next(one for one in atlas.layout.pages if one.path.endswith(f"/{label}"))
    text = render(atlas, leaf)
    places = [text.index(part) for part in PARTS]
    assert places == sorted(places)
    names = re.findall(r"^## ([\w ]+) \{#_|<h2 id=\"_\w+\" [^>]*>([\w ]+)</h2>", text, re.MULTILINE)
    assert ["".join(pair) for pair in names] == [
        "Include and exclude", "Examples", "Confusable with", "Decision path", "Images",
        "When you are not sure", "Questions and rulings", "Related labels", "Changes",
    ]  # fmt: skip


def test_what_is_missing_says_none_yet() -> None:
    atlas = an_atlas(short("a", "b"))
    text = text_of(render(atlas, atlas.layout.pages[0]))
    assert "Examples None yet. Confusable with None yet." in text
    assert text.count("None yet.") == 9


def test_the_search_finds_a_label_by_its_words_first() -> None:
    atlas = an_atlas()
    front = render(atlas, atlas.layout.pages[1]).split("\n")[1]
    words = ["Billing dispute", "billing-dispute", "chargeback", "BILLING_DISPUTE"]
    found = {"search": {"boost": 2}, "tags": words, "print": "tickets/print.css", "hide": ["tags"]}
    assert json.loads(front) == found


def test_a_name_with_markup_is_a_title_that_the_theme_does_not_unescape() -> None:
    atlas = an_atlas(short({"id": "a", "name": "</title><script>"}, "b"))
    front = render(atlas, atlas.layout.pages[0]).split("\n")[1]
    assert json.loads(front)["title"] == "&lt;/title&gt;&lt;script&gt;"


def test_a_page_of_a_branch_names_what_is_missing_in_one_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(layout, "MOST_SINGLE_PAGES", 1)
    atlas = an_atlas()
    money, loose = (render(atlas, leaf) for leaf in atlas.layout.pages)
    assert "# Money\n" in money
    assert "3 labels on this page." in money
    assert "## Billing dispute {#billing&#45;dispute}" not in money
    assert "## Billing dispute {#billing-dispute}" in money
    assert "None yet: include and exclude, examples, decision path, images" not in money
    assert "None yet: images, questions and rulings, changes." in money
    assert 'href="#refund"' in money
    # Who asks there says about which label.
    assert "Flag it." in money.partition("## When you are not sure {#_unsure}")[2]
    assert '<label>Label <input name="label"' in money
    assert "# Other\n" in loose
