"""Tests of speaking: who reads a translation is led through it."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from schemactl.handbook.book import Book, compile_book
from schemactl.handbook.configuration import SiteSettings
from schemactl.handbook.edition import Edition
from schemactl.handbook.rendering import render_book
from schemactl.model.migration import Translation, Translations
from schemactl.model.translatable import digest_of_text
from tests.handbook.editions import an_edition, short
from tests.handbook.test_languages import GERMAN, an_edition_in
from tests.handbook.test_rendering import content, generated


def led(html: Path, page: str) -> dict[str, str]:
    """Return the addresses that the navigation of a page leads to, each after its words."""
    text = (html / page).read_text(encoding="utf-8")
    shown = text[text.index("md-nav--primary") : text.index("md-sidebar--secondary")]
    links = re.findall(
        r'<a href="([^"]*)"[^>]*class="md-nav__link[^>]*>(.*?)</a>', shown, re.DOTALL
    )
    return {" ".join(re.sub("<[^>]*>", " ", words).split()): to for to, words in links}


@pytest.fixture(scope="module")
def html(tmp_path_factory: pytest.TempPathFactory) -> Path:
    book = compile_book([an_edition_in("de", GERMAN)])
    return render_book(tmp_path_factory.mktemp("site"), SiteSettings(), book)


def test_a_page_of_a_translation_leads_to_pages_of_it(html: Path) -> None:
    shown = led(html, "de/tickets/labels/other.html")
    assert shown["Start"] == "../index.html"
    assert shown["Rechnung strittig"] == "billing-dispute.html"
    assert shown["Alle Schemata"] == "../../../index.html"
    assert not [to for to in shown.values() if "../tickets/" in to]
    # What is not translated keeps its words, and a group is told in words of the language.
    assert shown["Über Money"] == "money.html"


def test_a_page_beside_the_navigation_has_that_of_its_language(html: Path) -> None:
    beside = next((html / "de" / "tickets" / "vs").glob("*.html")).relative_to(html)
    assert "Start" in led(html, beside.as_posix())
    assert "Home" not in led(html, beside.as_posix())


def test_pages_of_the_first_language_and_of_errors_lead_to_no_translation(html: Path) -> None:
    for page in ("tickets/labels/other.html", "index.html", "404.html"):
        shown = led(html, page)
        assert "Home" in shown
        assert not [to for to in shown.values() if re.search(r"(^|/)de/", to)]


def test_no_step_leads_from_one_language_into_another(html: Path) -> None:
    for file in html.rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        steps = re.findall(r'<a href="([^"]*)" class="md-footer__link', text)
        is_german = file.is_relative_to(html / "de")
        there = [(file.parent / step).resolve() for step in steps]
        assert all(one.is_relative_to(html / "de") is is_german for one in there)


def of_many(name: str, german: str, groups: Sequence[int] = range(9)) -> Book:
    """Return a book of many labels in two languages, of which one label has a name in each."""
    found = [
        {"id": f"g{g}", "labels": [{"id": f"g{g}-{n}", "name": f"L {g} {n}"} for n in range(12)]}
        for g in groups
    ]
    found[3]["labels"][5]["name"] = name  # type: ignore[index]
    edition = an_edition(short(*found, hierarchy={"choose": "any-level"}))
    said = {"g3-5": {"name": Translation(text=german, of=digest_of_text(name))}}
    spoken = Translations(schemactl=1, language="de", texts=said)
    release = edition.schema_release._replace(translations={"de": spoken})
    return compile_book([edition._replace(schema_release=release, languages=("de",))])


def test_another_name_makes_the_pages_of_that_language_only(tmp_path: Path) -> None:
    html = render_book(tmp_path / "a", SiteSettings(), of_many("Five", "Fünf"))
    before = {path: path.stat().st_mtime_ns for path in html.rglob("*.html")}
    after = of_many("Five", "Die Fünf")
    render_book(tmp_path / "a", SiteSettings(), after)
    made = {path for path, time in before.items() if path.stat().st_mtime_ns != time}
    assert html / "de/topics/labels/g3-6.html" in made
    assert html / "topics/labels/g3-6.html" not in made
    assert html / "de/topics/labels/g5-6.html" not in made
    assert content(html) == content(render_book(tmp_path / "b", SiteSettings(), after))


def test_a_branch_more_is_led_to_from_the_pages_of_each_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    html = render_book(tmp_path / "a", SiteSettings(), of_many("Five", "Fünf"))
    after = of_many("Five", "Fünf", [*range(6), 20, *range(6, 9)])
    made = generated(monkeypatch, tmp_path / "a", after)
    assert content(html) == content(render_book(tmp_path / "b", SiteSettings(), after))
    others = sorted(one for one in made if "/labels/" in one and "/labels/g20" not in one)
    beside = ["topics/labels/g5-11.html", "topics/labels/g6.html"]
    assert others == [*(f"de/{one}" for one in beside), *beside]


def test_a_first_language_other_than_english_is_led_in_its_own_words(tmp_path: Path) -> None:
    data = {**short({"id": "home", "name": "Home"}, "b"), "language": "de"}
    edition: Edition = an_edition(data)
    html = render_book(tmp_path, SiteSettings(), compile_book([edition]))
    shown = led(html, "topics/labels/b.html")
    assert shown["Start"] == "../index.html"
    assert shown["Home"] == "home.html"
