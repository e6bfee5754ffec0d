"""Tests of case anchors: acceptance F1, every case has an address that lasts."""

import re

from schemactl.handbook.book import compile_book
from schemactl.handbook.case_anchors import case_anchor
from schemactl.handbook.pages.label import render
from tests.handbook.editions import an_atlas, an_edition, an_entry, short

CASES = [{"content": "x"}, {"id": "a-1", "content": "x"}, {"content": "y"}, {"content": "x"}]


def anchors(*cases: dict[str, str], label: str = "a") -> list[str]:
    """Return the anchor of each case of a label."""
    entry = an_entry(an_atlas(short({"id": label, "examples": list(cases)})), label)
    return [case_anchor(entry, one) for one in entry.label.examples]


def test_an_id_is_the_anchor_and_what_has_none_gets_one_of_its_own() -> None:
    found = anchors(*CASES)
    assert found[1] == "a-1"
    assert re.fullmatch("_case_[0-9a-f]{8}", found[0])
    assert found[3] == f"{found[0]}_2"
    assert len(set(found)) == len(CASES)


def test_an_anchor_lasts_where_other_cases_come_and_go() -> None:
    assert anchors(CASES[2], {"content": "z"})[0] == anchors(*CASES)[2]
    assert anchors(CASES[2], label="b") != anchors(CASES[2])


def test_every_card_has_its_address_and_a_link_to_it() -> None:
    atlas = an_atlas(short({"id": "a", "examples": CASES}))
    shown = render(atlas, atlas.layout.pages[0])
    ids = re.findall('<article class="card yes" id="([^"]*)"', shown)
    assert ids == anchors(*CASES)
    for anchor in ids:
        assert f'<a class="self" href="a.html#{anchor}">' in shown or f'href="#{anchor}"' in shown


def test_the_anchor_is_the_same_in_every_language() -> None:
    data = short({"id": "a", "examples": [CASES[0]]})
    [first] = anchors(CASES[0])
    german = compile_book([an_edition(data | {"language": "de"})])
    assert f'id="{first}"' in german.pages["topics/labels/a.md"]
    assert f"labels/a.html#{first}" in german.pages["topics/practice.md"]
