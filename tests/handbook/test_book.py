"""Tests of book."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from schemactl.errors import AnswerIsBad, SchemactlError
from schemactl.handbook import layout
from schemactl.handbook.book import compile_book
from schemactl.handbook.edition import Written
from schemactl.handbook.pictures import Asset
from tests.handbook.editions import PAGES, an_edition, rich, short

EVIL = (
    '<script>alert(1)</script> {: onclick="x()" } {{ config }} <img src=x onerror=y()> \\`*_[a](b)'
)


def test_every_page_is_there() -> None:
    book = compile_book([an_edition(pages=PAGES)])
    assert sorted(book.pages) == sorted(
        ["index.md"]
        + [f"tickets/{name}.md" for name in ("index", "decide", "rules", "confusable", "cases")]
        + [f"tickets/{name}.md" for name in ("glossary", "faq", "guide/index", "guide/task")]
        + [f"tickets/{name}.md" for name in ("cheat-sheet", "practice", "questions")]
        + [f"tickets/{name}.md" for name in ("changes", "vs/billing-dispute--refund")]
        + ["tickets/vs/refund--billing-dispute.md"]
        + [f"tickets/labels/{name}.md" for name in ("money", "billing-dispute", "refund", "other")]
    )
    assert book.warnings == []


def test_no_page_takes_the_place_of_another() -> None:
    one, other = an_edition(), an_edition(rich(name="de"))
    twin = other._replace(place="tickets")
    with pytest.raises(SchemactlError, match="two pages of the handbook would stand at tickets/"):
        compile_book([one, twin])


def test_the_compiler_is_pure() -> None:
    assert compile_book([an_edition(pages=PAGES)]) == compile_book([an_edition(pages=PAGES)])


def test_a_link_that_leads_nowhere_is_an_error_with_its_place() -> None:
    with pytest.raises(AnswerIsBad) as caught:
        compile_book([an_edition(pages={"task.md": "# T\n\nSee `[[no]]` [[refnd]].\n"})])
    assert caught.value.message == (
        "guide/task.md:3:14: [[refnd]] leads to no label, example or rule"
    )
    assert caught.value.hint == "did you mean [[refund]]?"


def test_many_links_that_lead_nowhere_are_not_all_listed() -> None:
    with pytest.raises(AnswerIsBad, match="and 5 more"):
        compile_book([an_edition(pages={"task.md": "[[xx]]\n" * 25})])


def test_no_schema_is_an_error() -> None:
    with pytest.raises(SchemactlError):
        compile_book([])


def evil(value: Any) -> Any:
    """Put hostile text wherever people write prose."""
    prose = {"title", "summary", "purpose", "question", "say", "text", "ask", "definition", "name"}
    prose |= {"content", "because", "rationale"}
    if isinstance(value, dict):
        return {
            key: EVIL if key in prose and isinstance(inner, str) else evil(inner)
            for key, inner in value.items()
        }
    if isinstance(value, list):
        return [evil(inner) for inner in value]
    return value


def test_hostile_text_is_shown_as_text_everywhere() -> None:
    data = evil(rich())
    data["name"] = "tickets"
    data["tasks"][0]["labels"][0]["labels"][0]["synonyms"] = [EVIL]
    data["owners"] = [EVIL]
    book = compile_book([an_edition(data, pages={"task.md": f"# {EVIL}\n\n{EVIL}\n\n[[T1]]\n"})])
    for path, text in book.pages.items():
        body = text.split("\n---\n", 1)[1]
        assert "<script" not in body, path
        assert "<img" not in body, path
        for line in body.splitlines():
            # Outside of fragments there are only headings, whose punctuation is entities.
            if not line.startswith("<div"):
                assert not set("<`*[{\\") & set(line.partition(" {#")[0]), (path, line)
    assert {warning.region.line for warning in book.warnings} == {1, 3}


def test_every_fragment_stands_on_one_line() -> None:
    data = rich(summary="one\n\n<div>\n\n```\ntwo\n")
    for text in compile_book([an_edition(data, pages=PAGES)]).pages.values():
        for line in text.split("\n---\n", 1)[1].splitlines():
            assert not line or line[0] == "#" or (line[:4] == "<div" and line[-6:] == "</div>")


@dataclass
class Pictures:
    """A schema that shows the pictures."""

    names: list[str]

    def data(self) -> dict[str, Any]:
        examples = [{"image": name, "alt": "A car"} for name in self.names]
        return short({"id": "a", "examples": examples}, "b")


def test_pictures_are_copied_and_others_reported() -> None:
    names = ["a.png", "b.svg", "https://example.org/c.png"]
    assets = {
        "a.png": Asset(Path("s/a.png"), "1.png", 10, 10),
        "b.svg": Asset(Path("s/b.svg"), "2.svg", is_shown=False),
    }
    written = Written("s.yaml", "x:\n  image: b.svg\n  image: https://example.org/c.png\n")
    book = compile_book([an_edition(Pictures(names).data(), assets=assets, written=written)])
    assert book.copies == {"topics/assets/1.png": Path("s/a.png")}
    assert [(one.region.line, one.region.column) for one in book.warnings] == [(2, 10), (3, 10)]
    page = book.pages["topics/labels/a.md"]
    assert '<img src="../assets/1.png"' in page
    assert '<a href="https://example.org/c.png">A car</a>' in page
    assert "2.svg" not in page


def test_a_large_schema_has_fewer_pages_and_all_labels(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "MOST_SINGLE_PAGES", 100)
    data = short(*({"id": f"a{n}", "definition": f"Meaning {n}."} for n in range(250)))
    book = compile_book([an_edition(data)])
    pages = [text for path, text in book.pages.items() if "/labels/" in path]
    assert len(pages) == 3
    assert all(sum(f"Meaning {n}." in text for text in pages) == 1 for n in range(250))
    assert "## a0 {#a0}" in book.pages["topics/labels/a0.md"]
    assert "a0 to a99" in book.pages["topics/index.md"]
