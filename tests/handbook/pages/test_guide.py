"""Tests of guideline pages."""

from pathlib import Path

from schemactl.handbook.book import compile_book
from schemactl.handbook.languages import spoken
from schemactl.handbook.links import Atlas
from schemactl.handbook.pages.guide import (
    MISSING,
    NONE_TRANSLATED,
    OUTDATED,
    Guide,
    render,
    render_index,
    unresolved,
)
from schemactl.handbook.pictures import Asset
from schemactl.model.translatable import digest_of_text
from tests.handbook.editions import PAGES, a_guideline, an_atlas, an_edition, rich, text_of
from tests.handbook.test_languages import an_edition_in


def test_links_lead_to_labels_examples_and_rules() -> None:
    guide = Guide(an_atlas(pages=PAGES))
    shown = render(guide, "task.md")
    assert 'href="../labels/refund.html">Refund</a>' in shown
    assert 'href="../labels/billing-dispute.html#bd-001">bd-001</a>' in shown
    assert 'href="../rules.html#T1">T1</a>' in shown
    assert "# The task\n" in shown
    assert "## Read first {#read-first}\n" in shown
    assert shown.count("The task") == 2


def test_pages_know_each_other_and_their_pictures() -> None:
    pages = {"index.md": "[next](b.md#here) ![p](p.png) ![far](//x.org/a.png)", "b.md": "no title"}
    assets = {"p.png": Asset(Path("p"), "1.png", 1, 1)}
    guide = Guide(an_atlas(pages=pages, guide_assets=assets))
    shown = render(guide, "index.md")
    assert 'href="b.html#here"' in shown
    assert 'src="../assets/1.png"' in shown
    assert [remark.message for remark in guide.remarks] == [
        "the picture '//x.org/a.png' is not shown"
    ]
    assert guide.title("b.md") == "B"


def test_the_index_lists_the_pages() -> None:
    guide = Guide(an_atlas(pages=PAGES))
    text = text_of(render_index(guide, a_guideline(PAGES).guideline))
    assert text.endswith("# How to label The task")


def test_a_label_of_two_tasks_must_be_addressed() -> None:
    data = rich()
    data["tasks"][1] = {"id": "tone", "type": "classification", "labels": [{"id": "other"}]}
    found = list(unresolved(an_atlas(data, pages={"a.md": "x\n[[other]] [[tone/other]]"})))
    assert [(one.region.line, one.region.column) for one in found] == [(2, 1)]
    assert found[0].hint == "did you mean [[intent/other]] or [[tone/other]]?"


GERMAN = "# Die Aufgabe\n\nSiehe [[refund]].\n\n## Zuerst lesen\n\nWorte.\n"


def in_german(*, is_current: bool = True, text: str = GERMAN) -> Guide:
    """Return the guideline in a German edition, where its page is translated."""
    of = digest_of_text(PAGES["task.md"] if is_current else "Before.")
    atlas = an_atlas(pages=PAGES)
    release = atlas.edition.guideline_release
    assert release is not None
    pages = {"task.md": f"---\nof: {of}\n---\n{text}"}
    edition = atlas.edition._replace(
        guideline_release=release._replace(translations={"de": pages}),
        language="de",
        place="de/tickets",
    )
    return Guide(Atlas(edition))


def test_a_translation_stands_in_place_of_its_page() -> None:
    guide = in_german()
    shown = spoken(render(guide, "task.md"))
    assert "# Die Aufgabe\n" in shown
    assert "The task" not in text_of(shown)
    # Links to a heading hold in every language.
    assert "## Zuerst lesen {#read-first}\n" in shown
    assert '<div class="prose" lang="de"><p>Siehe <a class="ref" href="../labels/' in shown
    index = spoken(render_index(guide, a_guideline(PAGES).guideline))
    assert '<span lang="de">Die Aufgabe</span>' in index
    assert guide.remarks == []


def test_headings_that_differ_have_anchors_of_their_own() -> None:
    text = "# Die Aufgabe\n\n### Mehr\n\n## Und mehr\n"
    shown = spoken(render(in_german(text=text), "task.md"))
    assert "### Mehr {#mehr}" in shown
    assert "read-first" not in shown


def test_behind_an_outdated_translation_stands_what_is_in_force() -> None:
    shown = spoken(render(in_german(is_current=False), "task.md"))
    told, _, original = shown.partition("## In force {#_original}\n")
    assert OUTDATED in told
    assert "## Zuerst lesen\n" in told
    assert '<div class="prose" lang="en"><p>See <a' in original
    assert "## Read first {#read-first}\n" in original


def test_what_is_not_translated_says_so_in_its_own_language() -> None:
    guide = in_german()
    guide.translated.clear()
    shown = render(guide, "task.md")
    assert MISSING in shown
    assert '<div class="prose" lang="en"><p>See <a' in shown
    assert NONE_TRANSLATED in render_index(guide, a_guideline(PAGES).guideline)


def test_headings_of_people_are_not_words_of_the_handbook() -> None:
    pages = {"task.md": "# Practice\n\n## Examples\n\nText.\n"}
    edition = an_edition_in("de", {})._replace(
        guideline_release=an_edition(pages=pages).guideline_release
    )
    shown = compile_book([edition]).pages["de/tickets/guide/task.md"]
    assert "# Practice\n" in shown
    assert "## Examples {#examples}\n" in shown
    assert '"title": "Practice"' in shown


def test_a_language_from_right_to_left_runs_so() -> None:
    guide = in_german()
    edition = guide.atlas.edition._replace(language="ar")
    assert edition.guideline_release is not None
    pages = {"ar": edition.guideline_release.translations["de"]}
    release = edition.guideline_release._replace(translations=pages)
    shown = render(Guide(Atlas(edition._replace(guideline_release=release))), "task.md")
    assert '<div class="prose" lang="ar" dir="rtl">' in shown


def test_a_link_in_a_translation_that_leads_nowhere_is_found_at_its_place() -> None:
    (found,) = unresolved(in_german(text="\n[[refunds]]\n").atlas)
    assert (found.file, found.region.line) == ("guide/translations/task.de.md", 5)
