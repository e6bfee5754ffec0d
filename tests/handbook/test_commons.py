"""Tests of commons."""

from pathlib import Path

from schemactl.handbook.commons import LOST, NO_COMMONS, Commons, commons, told_apart
from schemactl.handbook.languages import marked
from schemactl.handbook.links import Atlas
from schemactl.handbook.words import shipped
from tests.handbook.editions import an_atlas, an_edition, rich, short, text_of

PAGE = Path(__file__).parents[2] / "schemactl/handbook/assets/theme/404.html"


def german(**fields: object) -> Atlas:
    edition = an_edition(rich(language="de", **fields))
    return Atlas(edition, words=shipped("de"))


def test_pages_of_no_schema_speak_the_language_that_all_schemas_speak() -> None:
    alone = commons([german()])
    assert (alone.folders, alone.language) == (("tickets",), "de")
    assert alone.front() == {"hide": ["toc"], "language": "de", "words": "tickets/words.js"}
    both = commons([german(), german(name="more")])
    assert both.language == "de"
    mixed = commons([german(), an_atlas(short("a", "b"))])
    assert mixed == Commons(("tickets", "topics"))
    assert mixed.front() == {"hide": ["toc"]}


def test_they_find_the_labels_of_all_schemas() -> None:
    shared = Commons(("tickets", "topics"))
    assert 'data-homes="tickets/ topics/"' in shared.frame("index")
    within = shared.frame("audit/model-x", "<nav>Way</nav>")
    assert 'data-homes="../tickets/ ../topics/"' in within
    assert within.index("Way") < within.index("data-homes")
    assert text_of(within) == "Way Find a label k Keys ?"


def test_the_theme_is_told_what_a_page_for_lost_readers_says() -> None:
    assert NO_COMMONS.extra() == {"homes": [], "lost": LOST}
    told = commons([german()]).extra()
    assert told["homes"] == ["tickets/"]
    assert (told["language"], told["words"]) == ("de", "tickets/words.js")
    assert set(told["lost"].values()).isdisjoint(LOST.values())
    text = PAGE.read_text(encoding="utf-8")
    assert all(f"lost.{name}" in text for name in LOST)


def test_our_words_are_exchanged_and_those_of_people_are_not() -> None:
    atlas = german()
    (apart,) = told_apart([atlas])
    assert apart.edition.title == marked("de", "", "Ticket routing")
    page = f"<div><p>{marked('de', '', 'Changes')}</p><p>Changes</p></div>\n"
    assert dict(commons([atlas]).said({"a": page})) == {
        "a": "<div><p>Changes</p><p>Änderungen</p></div>\n"
    }
    assert dict(NO_COMMONS.said({"a": page})) == {"a": page}
    plain = an_atlas()
    assert told_apart([plain]) == [plain]
