"""Tests of languages: acceptance L1, every text that is not current says so."""

import json
import posixpath
import re
from collections.abc import Mapping

from schemactl.handbook.book import Sources, compile_book
from schemactl.handbook.edition import Edition
from schemactl.handbook.languages import fluency, spoken, translated, without_marks
from schemactl.handbook.timeline import Timeline
from schemactl.model.migration import Translation, Translations
from schemactl.model.translatable import digest_of_text, translatable
from tests.handbook.editions import (
    PAGES,
    STEPS,
    an_edition,
    an_old_version,
    rich,
    text_of,
    two_versions,
)


def timeline() -> Timeline:
    """Return two releases of the rich schema."""
    return two_versions(an_old_version(), STEPS).edition.timeline


PAGE = "de/tickets/labels/billing-dispute.md"


def an_edition_in(
    language: str,
    texts: dict[str, dict[str, tuple[str, str]]],
    pages: Mapping[str, str] | None = None,
) -> Edition:
    """Return the rich schema with translations: address, field, text and what it translates."""
    edition = an_edition(pages=pages)
    told = {
        address: {
            field: Translation(text=text, of=digest_of_text(of))
            for field, (text, of) in one.items()
        }
        for address, one in texts.items()
    }
    translations = Translations(schemactl=1, language=language, texts=told)
    release = edition.schema_release._replace(translations={language: translations})
    return edition._replace(schema_release=release, languages=(language,))


GERMAN = {
    "billing-dispute": {
        "name": ("Rechnung strittig", "Billing dispute"),
        "definition": ("Eine alte Fassung.", "What it said before."),
    },
}


def test_each_text_is_current_outdated_or_missing_and_is_marked_so() -> None:
    edition = an_edition_in("de", GERMAN)
    pages = compile_book([edition]).pages
    page = pages[PAGE]
    assert '<span lang="de">Rechnung strittig</span>' in pages["de/tickets/index.md"]
    assert (
        '<span lang="de">Eine alte Fassung.</span> <small class="outdated">veraltete Übersetzung; '
        'in Kraft ist:</small> <span lang="en">The customer says that a charge is wrong.</span>'
    ) in page
    assert '<small class="missing">nicht übersetzt</small> <span lang="en">Charged twice' in page
    assert "# Rechnung strittig" in page
    german = next(translated(edition))
    found = fluency(german)
    texts = sum(len(fields) for fields in translatable(edition.schema).values())
    # Cases stay as they are, and so does what is marked in them.
    contents = 3 + 1
    assert (found.current, found.outdated) == (1, 1)
    assert found.missing == texts - contents - 2


def test_each_text_runs_as_its_language_does() -> None:
    arabic = {"billing-dispute": {"name": ("نزاع", "Billing dispute")}}
    edition = an_edition_in("ar", arabic)
    page = "ar/tickets/index.md"
    assert '<span lang="ar" dir="rtl">نزاع</span>' in compile_book([edition]).pages[page]
    # With words of its own the whole page runs to the left, and only the rest says otherwise.
    words = {"ar": {"None yet.": "لا شيء بعد."}}
    shown = compile_book([edition], Sources(words=words)).pages[page]
    assert '<span lang="ar">نزاع</span>' in shown
    assert '<span lang="en" dir="ltr">' in shown
    assert '"language": "ar"' in shown
    sheet = compile_book([edition], Sources(words=words)).pages["ar/tickets/cheat-sheet.md"]
    assert "←\xa0" in sheet
    assert "→" not in sheet


def test_no_mark_is_left_anywhere() -> None:
    book = compile_book([an_edition_in("de", GERMAN)])
    for text in (*book.pages.values(), *book.texts.values()):
        assert not re.search("[\ue000-\ue002]|\\\\ue00[0-2]", text)


def test_ids_and_addresses_are_the_same_in_all_languages() -> None:
    book = compile_book([an_edition_in("de", GERMAN)])
    german = {name for name in book.pages if name.startswith("de/")}
    assert {name.removeprefix("de/") for name in german} <= set(book.pages)
    first = book.pages["tickets/labels/billing-dispute.md"]
    assert 'hreflang="de" lang="de" rel="alternate" href="../../de/tickets/labels/' in first
    assert 'hreflang="en"' in book.pages[PAGE]
    ids = [set(re.findall(r'id="([^"]*)"', book.pages[name])) for name in (PAGE, PAGE[3:])]
    assert ids[0] == ids[1]


def test_every_page_names_the_language_that_is_in_force() -> None:
    book = compile_book([an_edition_in("de", GERMAN)._replace(timeline=timeline())])
    found = {**book.pages, **book.texts}
    of_schema = {name: text for name, text in found.items() if "/" in name}
    pages = {name: text for name, text in of_schema.items() if name.endswith((".md", ".html"))}
    assert {"tickets/practice.md", "tickets/changes.md", "de/tickets/print.html"} <= set(pages)
    for name, text in pages.items():
        said = "maßgeblich: en" if name.startswith("de/") else "authoritative: en"
        assert said in text, name
    alone = compile_book([an_edition()]).pages["tickets/index.md"]
    assert "authoritative" not in alone


def test_a_translation_has_practice_and_panels_and_leads_to_what_only_the_first_has() -> None:
    book = compile_book([an_edition_in("de", GERMAN, PAGES)._replace(timeline=timeline())])
    practice = book.pages["de/tickets/practice.md"]
    assert "Quiz beginnen" in practice
    assert '<span lang="de">Rechnung strittig</span>' in practice
    assert [one for one in re.findall('data-choices="([^"]*)"', practice) if "Rechnung" in one]
    assert 'hreflang="en"' in practice
    panel = book.texts["de/tickets/embed/billing-dispute.html"]
    assert "✓ Gehört dazu" in panel
    listed = json.loads(book.texts["de/tickets/labels.json"])["labels"]
    assert {f"de/tickets/{one['embed']}" for one in listed} <= set(book.texts)
    home = book.pages["de/tickets/index.md"]
    for page in ("questions", "changes"):
        assert f'<a href="../../tickets/{page}.html">' in home
        assert f"de/tickets/{page}.md" not in book.pages
    assert '<a href="practice.html">Übung</a>' in home


def test_old_addresses_of_a_translation_lead_somewhere_too() -> None:
    book = compile_book([an_edition_in("de", GERMAN)._replace(timeline=timeline())])
    gone = book.pages["de/tickets/labels/praise.md"]
    assert "Nicht mehr in Gebrauch." in gone
    assert 'href="../../../tickets/changes.html"' in gone
    assert 'href="refund.html"' in book.pages["de/tickets/labels/credit.md"]
    assert "#bd-000" in book.pages[PAGE]


def test_what_a_guideline_says_beside_its_pages_keeps_its_language() -> None:
    book = compile_book([an_edition_in("de", GERMAN, PAGES)])
    page = book.pages[PAGE]
    missing = '<small class="missing">nicht übersetzt</small> <span lang="en">'
    assert f"{missing}Write a note.</span>" in page
    assert f"{missing}The charge is wrong.</span>" in page
    assert '<span lang="en">A strange case.</span>' in page
    assert "missing" not in book.pages[PAGE.removeprefix("de/")]


def test_no_link_of_a_translation_is_broken() -> None:
    book = compile_book([an_edition_in("de", GERMAN, PAGES)._replace(timeline=timeline())])
    files = {f"{name.removesuffix('.md')}.html": text for name, text in book.pages.items()}
    files |= book.texts
    broken = set()
    for name in (one for one in files if one.startswith("de/") and one.endswith(".html")):
        for address in re.findall(r' href="([^":]*)"', files[name]):
            path, _, anchor = address.partition("#")
            goal = posixpath.normpath(posixpath.join(posixpath.dirname(name), path or name))
            goal = goal if path else name
            if goal.startswith("assets/"):
                continue
            there = files.get(goal, "")
            is_named = f'id="{anchor}"' in there or f"{{#{anchor}}}" in there
            if not there or (anchor and not is_named):
                broken.add((name, address))
    assert broken == set()


def test_cases_stay_in_the_language_of_the_data() -> None:
    edition = an_edition_in("de", {"bd-001": {"content": ("Zweimal!", "You took 49 twice.")}})
    page = compile_book([edition]).pages[PAGE]
    assert "Zweimal!" not in page
    assert "You took 49 twice" in text_of(page)


def test_a_language_from_right_to_left_says_so() -> None:
    edition = an_edition_in("ar", {"billing-dispute": {"name": ("فاتورة", "Billing dispute")}})
    page = compile_book([edition]).pages["ar/tickets/index.md"]
    assert '<span lang="ar" dir="rtl">فاتورة</span>' in page


def test_marks_of_contributors_cannot_become_tags() -> None:
    data = rich(summary='\ue000"><script>|\ue001x\ue002')
    assert "<script" not in compile_book([an_edition(data)]).pages["tickets/index.md"]
    assert spoken('<p>\ue000"><b>|\ue001x\ue002</p>') == '<p>"><b>|x</p>'
    assert without_marks("\ue000de|\ue001a\ue002") == "a"


def test_everything_on_one_page_is_translated_too() -> None:
    edition = an_edition_in("de", GERMAN)
    shown = compile_book([edition]).texts["de/tickets/print.html"]
    assert '<html lang="de" dir="ltr">' in shown
    assert "<title>Ticket routing</title>" in shown
    assert '<span lang="de">Rechnung strittig</span>' in shown
    arabic = {"billing-dispute": {"name": ("نزاع", "Billing dispute")}}
    words = {"ar": {"None yet.": "لا شيء بعد."}}
    found = compile_book([an_edition_in("ar", arabic)], Sources(words=words)).texts
    assert '<html lang="ar" dir="rtl">' in found["ar/tickets/print.html"]


def test_a_change_is_in_the_first_language_and_what_we_say_of_it_is_not() -> None:
    edition = an_edition_in("de", GERMAN)._replace(timeline=timeline())
    page = compile_book([edition]).pages[PAGE]
    assert '<div lang="en">Only charges count.</div><p><span lang="en">The customer' in page
    assert '<ins><span lang="en">charge </span></ins>' in page
    assert (
        "<p><b>Beispiel <code>bd-000</code>:</b> "
        '<q><del><span lang="en">Gone today.</span></del></q></p>'
    ) in page
