"""The handbook's own words: exchanged wherever they stand, and never in what people wrote."""

import json
import re
from html import unescape
from pathlib import Path

import pytest

from schemactl.errors import SchemactlError
from schemactl.handbook.book import Sources, compile_book
from schemactl.handbook.edition import Edition, read_editions
from schemactl.handbook.languages import translated
from schemactl.handbook.words import (
    checked_words,
    in_other_words,
    script,
    shipped,
    speaker,
)
from schemactl.model.migration import Translation, Translations
from schemactl.model.translatable import digest_of_text, translatable
from schemactl.workspace import Workspace
from tests.handbook.editions import PAGES, an_edition, rich, text_of
from tests.handbook.test_languages import GERMAN, an_edition_in

ROOT = Path(__file__).parents[2]
WORDS = {"None yet.": "Noch nichts.", "Choose {} when": "{} nehmen, wenn", "Yes": "Ja"}
SCRIPT = ROOT / "schemactl/handbook/assets/handbook.js"
# An id, a number, a name of a file or a sign is no word.
NO_WORD = re.compile(
    r"[^\s]*[0-9#/@.:_-][^\s]*|[^a-zA-Z]*|[A-Z]|en|de|[a-z]+(-[a-z]+)*"
    # The values of a region's attributes, and the version of a page.
    r"|\([a-z]+: .*\)|schema:\S+ \S+( ·)?"
)


def whole(edition: Edition) -> Edition:
    """Return an edition whose texts are all translated, and that has nothing else of people."""
    texts = {
        address: {
            field: Translation(text=text, of=digest_of_text(text)) for field, text in one.items()
        }
        for address, one in translatable(edition.schema).items()
    }
    german = Translations(schemactl=1, language="de", texts=texts)
    release = edition.schema_release._replace(translations={"de": german})
    bare = edition._replace(schema_release=release, guideline_release=None, timeline=())
    return bare._replace(languages=("de",), questions=())


def test_nothing_of_ours_stays_english_in_a_german_page(monkeypatch: pytest.MonkeyPatch) -> None:
    words = shipped("de")
    say = speaker(words)
    left: set[str] = set()

    def spy(text: str) -> str:
        told = say(text)
        plain = unescape(re.sub("\ue000[^\ue002]*\ue002", "", text)).strip()
        if told == text and plain not in words and not NO_WORD.fullmatch(plain):
            left.add(plain)
        return told

    monkeypatch.setattr("schemactl.handbook.book.speaker", lambda _words: spy)
    editions = [whole(one) for one in read_editions(Workspace(ROOT))]
    compile_book(editions)
    contributed = {one.schema.owners[0] for one in editions if one.schema.owners}
    assert sorted(left - contributed) == [], "\n".join(sorted(left))


def test_every_word_of_the_script_is_translated() -> None:
    text = SCRIPT.read_text(encoding="utf-8")
    said = set(re.findall(r"\bt\(\"((?:[^\"\\]|\\.)*)\"", text))
    said |= set(re.findall(r"\? \"([A-Z][^\"]*)\" : \"", text))
    said |= {one for row in re.findall(r"\[\"[^\"]*\", \"([A-Z][^\"]*)\"", text) for one in [row]}
    assert len(said) > 30
    assert sorted(said - set(shipped("de"))) == []


def test_a_form_has_as_many_blanks_in_all_languages() -> None:
    folder = ROOT / "schemactl/handbook/assets/words"
    for file in sorted(folder.glob("*.json")):
        found = json.loads(file.read_text(encoding="utf-8"))
        assert checked_words(found, file.name) == found
        assert list(found) == sorted(found)


def test_words_are_exchanged_in_text_headings_titles_and_names_of_fields() -> None:
    page = "\n".join(
        [
            "---",
            '{"title": "None yet."}',
            "---",
            "",
            "## None yet&#46; {#_x}",
            "",
            '<div><p> None yet. </p><td data-label="Choose A &amp; B when">Yes</td>'
            "<blockquote>Yes</blockquote><kbd>Yes</kbd></div>",
            '<div class="prose"><p>Yes</p></div>',
        ]
    )
    shown = in_other_words(page, speaker(WORDS))
    assert '"title": "Noch nichts."' in shown
    assert "## Noch nichts&#46; {#_x}" in shown
    assert "<p> Noch nichts. </p>" in shown
    assert 'data-label="A &amp; B nehmen, wenn">Ja</td>' in shown
    assert "<blockquote>Yes</blockquote><kbd>Yes</kbd>" in shown
    assert '<div class="prose"><p>Yes</p></div>' in shown


def test_a_word_is_known_with_a_colon_behind_it() -> None:
    assert speaker({"Why": "Warum"})("<Why:") == "<Why:"
    assert speaker({"Why": "Warum"})(" Why: ") == " Warum: "


def test_what_people_wrote_is_never_exchanged() -> None:
    say = speaker({"{} or {}": "{} oder {}", "Yes": "Ja", "{}, since {}": "{}, seit {}"})
    one, other = "\ue000en|\ue001money or credit\ue002", "\ue000en|missing\ue001Yes\ue002"
    assert say(one) == one
    assert say(other) == other
    assert say(f" {one} or {other} ") == f" {one} oder {other} "
    assert say("money, or credit or both") == "money, or credit or both"
    assert say(f"{one}, since 2026 or later") == f"{one}, seit 2026 or later"
    german = rich(language="de", summary="Yes")
    german["tasks"][0]["labels"][1]["definition"] = "None yet."
    book = compile_book([an_edition(german)])
    page = text_of(book.pages["tickets/labels/other.md"])
    assert "None yet. " in page
    assert "Noch nichts." in page
    assert "Yes" in text_of(book.pages["tickets/index.md"])
    for text in (*book.pages.values(), *book.texts.values()):
        assert not re.search("[\ue000-\ue003]|\\\\ue00[0-3]", text)


def test_hostile_words_are_escaped() -> None:
    say = speaker({"Yes": "<b>", "Say {}": "“{}” <i>"})
    assert (say("Yes"), say("Say &lt;x&gt;")) == ("&lt;b&gt;", "“&lt;x&gt;” &lt;i&gt;")
    told = script({"Yes": "</script>\u2028"})
    assert "</script>" not in told
    assert "\u2028" not in told


def test_a_page_is_in_one_language() -> None:
    book = compile_book([an_edition_in("de", GERMAN)])
    page = book.pages["de/tickets/labels/billing-dispute.md"]
    assert "## Gehört dazu und nicht dazu {#_criteria}" in page
    assert "✓ Gehört dazu" in page
    assert '"language": "de"' in page
    assert '"words": "de/tickets/words.js"' in page
    assert '<span lang="en">You took 49 twice, <mark>twice</mark> I say.</span>' in page
    assert "handbookWords" in book.texts["de/tickets/words.js"]
    assert "Include and exclude" in book.pages["tickets/labels/billing-dispute.md"]


def test_a_schema_may_be_german_itself() -> None:
    book = compile_book([an_edition(rich(language="de-AT"), PAGES)])
    page = text_of(book.pages["tickets/labels/other.md"].partition("\n---\n")[2])
    assert "Noch nichts." in page
    assert '<html lang="de-AT" dir="ltr">' in book.texts["tickets/print.html"]
    assert "# Übung" in book.pages["tickets/practice.md"]


def test_a_repository_may_bring_words_of_its_own() -> None:
    edition = an_edition(rich(language="tlh"))
    book = compile_book([edition], Sources(words={"tlh": {"None yet.": "wej."}}))
    assert "wej." in book.pages["tickets/labels/other.md"]
    assert "language" not in book.pages["tickets/labels/other.md"].partition("\n---\n")[0]
    assert shipped("tlh") == {}


@pytest.mark.parametrize("wrong", [[], {"Yes": 1}, {"{} labels": "Labels"}])
def test_words_that_make_no_sense_are_refused(wrong: object) -> None:
    with pytest.raises(SchemactlError, match=r"words\.json"):
        checked_words(wrong, "words.json")


def test_a_guideline_says_that_it_is_not_translated() -> None:
    edition = an_edition_in("de", GERMAN)
    edition = edition._replace(guideline_release=an_edition(pages=PAGES).guideline_release)
    pages = compile_book([edition]).pages
    assert "Die Richtlinie ist nicht übersetzt." in pages["de/tickets/guide/index.md"]
    assert "Diese Seite ist nicht übersetzt." in pages["de/tickets/guide/task.md"]
    assert "not translated" not in pages["tickets/guide/task.md"]
    assert next(translated(edition)).spoken == "de"
