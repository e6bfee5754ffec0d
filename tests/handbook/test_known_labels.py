"""Tests of known labels: what is taken from the last build is what would be made again."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from schemactl.handbook import known_labels
from schemactl.handbook.book import Sources, compile_book
from schemactl.handbook.data_files import cases, labels_data
from schemactl.handbook.edition import Edition, Measured
from schemactl.handbook.file_texts import FileTexts
from schemactl.handbook.known_labels import OWN_FIELDS, SHARED, UNKNOWN, KnownLabels
from schemactl.handbook.layout import MOST_SINGLE_PAGES, LabelPage
from schemactl.handbook.links import Atlas
from schemactl.handbook.pages import cheat_sheet, embed, glossary, home, label, practice
from schemactl.handbook.pictures import Asset
from schemactl.handbook.timeline import schema_milestones
from schemactl.model.label import Label
from schemactl.model.migration import Translations
from schemactl.registry.quality import LabelQuality
from tests.handbook.editions import (
    DIGEST,
    PAGES,
    STEPS,
    a_release,
    an_atlas,
    an_edition,
    an_entry,
    an_old_version,
    rich,
    short,
    two_versions,
)

Data = dict[str, Any]
KINDS = ("asked 1", "asked 2", "asked 3", "cases", "embed", "page", "printed", "row", "term")


def a_full_schema() -> Data:
    """Return the rich schema, in which labels speak of each other in every way there is."""
    data = rich()
    dispute, refund = data["tasks"][0]["labels"][0]["labels"]
    other = data["tasks"][0]["labels"][1]
    dispute["rationale"] = "Disputes go to another desk."
    dispute["contested"] = {"views": ["One.", "Two."], "chosen": "One.", "because": "It is."}
    other["edge_cases"] = [
        {"id": "o-1", "content": "Hm.", "use": "refund", "because_of": "R2", "image": "a.png"},
        {"content": "Ha.", "use": "billing-dispute", "because_of": "bd-001"},
    ]
    refund["deprecated"] = {"since": "1.0.0", "reason": "Old.", "replaced_by": "billing-dispute"}
    refund["also_under"] = ["other"]
    return data


def dispute_of(data: Data) -> Data:
    found: Data = data["tasks"][0]["labels"][0]["labels"][0]
    return found


def an_edit(change: Callable[[Data], object]) -> Edition:
    data = a_full_schema()
    change(data)
    return an_edition(data, {"task.md": "# The task\n"})


EDITS: dict[str, Callable[[Data], object]] = {
    "definition": lambda data: dispute_of(data).update(definition="Another."),
    "rationale": lambda data: dispute_of(data).update(rationale="Another."),
    "contested": lambda data: dispute_of(data).pop("contested"),
    "a criterion": lambda data: dispute_of(data)["include"].__setitem__(0, "Twice charged"),
    "a criterion with an id": lambda data: dispute_of(data)["include"][1].update(text="Late"),
    "the id of a criterion": lambda data: dispute_of(data)["include"][1].update(id="R9"),
    "an exclusion": lambda data: dispute_of(data)["exclude"][0].update(use="other"),
    "an example": lambda data: dispute_of(data)["examples"][0].update(content="twice twice"),
    "the id of an example": lambda data: dispute_of(data)["examples"][0].update(id="bd-9"),
    "a counterexample": lambda data: dispute_of(data)["counterexamples"].clear(),
    "an edge case": lambda data: dispute_of(data)["edge_cases"][0].update(because="So."),
    "the name": lambda data: dispute_of(data).update(name="Dispute"),
    "the hotkey": lambda data: dispute_of(data).update(hotkey="9"),
    "the colour": lambda data: dispute_of(data).update(color="#000000"),
    "an id": lambda data: data["tasks"][0]["labels"][1].update(id="else"),
    "a label more": lambda data: data["tasks"][0]["labels"].append({"id": "new"}),
    "a label less": lambda data: data["tasks"][0]["labels"][0]["labels"].pop(),
    "another order": lambda data: data["tasks"][0]["labels"].reverse(),
    "another place": lambda data: data["tasks"][0]["labels"].append(
        data["tasks"][0]["labels"][0]["labels"].pop()
    ),
    "a tie-break": lambda data: data["tasks"][0]["tie_breaks"][0].update(text="Money wins."),
    "a confusable pair": lambda data: data["tasks"][0]["confusable"][0].update(ask="Really?"),
    "a question": lambda data: data["tasks"][0]["decide"][1].update(yes="refund"),
    "advice": lambda data: data["tasks"][0]["unsure"].update(say="Ask."),
    "owners": lambda data: data.update(owners=["b@example.com"]),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
@pytest.mark.parametrize("most_cards", [0, 200])
def test_after_an_edit_nobody_could_tell_what_was_known(
    edit: Callable[[Data], object], most_cards: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(home, "MOST_CARDS", most_cards)
    known = KnownLabels()
    compile_book([an_edit(lambda _: None)], known=known)
    edition = an_edit(edit)
    assert compile_book([edition], known=known.again()) == compile_book([edition])


def in_german(text: str) -> Edition:
    texts = {"billing-dispute": {"name": {"text": text, "of": DIGEST}}}
    told = Translations.model_validate({"schemactl": 1, "language": "de", "texts": texts})
    edition = an_edit(lambda _: None)
    release = edition.schema_release._replace(translations={"de": told})
    return edition._replace(schema_release=release, languages=("de",))


def other_circumstances() -> dict[str, tuple[Edition, Sources]]:
    """Return the edition in other circumstances, which its labels are shown in as well."""
    edition, said = an_edit(lambda _: None), Sources()
    releases = [a_release(an_old_version()), a_release(rich(), STEPS)]
    quality = LabelQuality(
        report="quality.json", at="", measure=None, agreement="0.5", confusions=()
    )
    return {
        "pages": (an_edition(a_full_schema(), {"task.md": "# Another\n"}), said),
        "no guideline": (edition._replace(guideline_release=None), said),
        "a draft": (an_edition(a_full_schema(), PAGES, digest=""), said),
        "history": (edition._replace(timeline=schema_milestones(releases, {})), said),
        "quality": (edition._replace(measured=Measured("x", {"intent/other": quality})), said),
        "a picture": (
            edition._replace(assets={"a.png": Asset(Path("a.png"), "1.png", 10, 10)}),
            said,
        ),
        "a frozen copy": (edition._replace(is_frozen=True, place="tickets/v/2.0.0"), said),
        "a place to edit": (edition, Sources(edit_url="https://example.org/edit/")),
        "a language": (in_german("Streit"), said),
    }


@pytest.mark.parametrize("name", other_circumstances())
def test_in_other_circumstances_nobody_could_tell_what_was_known(name: str) -> None:
    known = KnownLabels()
    compile_book([in_german("Zank")], known=known)
    edition, said = other_circumstances()[name]
    assert compile_book([edition], said, known=known.again()) == compile_book([edition], said)


def test_no_page_reads_what_another_label_says_for_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    atlas = two_versions(an_old_version(), STEPS, pages=PAGES)
    full = Atlas(
        atlas.edition._replace(
            schema_release=an_edition(a_full_schema()).schema_release,
            measured=other_circumstances()["quality"][0].measured,
            # No page shows how a file is written.
            written=None,  # type: ignore[arg-type]
        )
    )
    for one in (full, atlas):
        _index(one)
        for entry in one.entries.values():
            read: set[tuple[str, str]] = set()
            with monkeypatch.context() as patch:
                _spy(patch, read)
                leaf = next(page for page in one.layout.pages if entry.page == page.path)
                _make_all(one, leaf)
            assert {name for _, name in read} == set(OWN_FIELDS)
            assert {label_id for label_id, _ in read} == {entry.label.id}


def test_what_all_labels_share_says_nothing_that_is_their_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    atlas = two_versions(an_old_version(), STEPS, pages=PAGES)
    _index(atlas)
    read: set[tuple[str, str]] = set()
    with monkeypatch.context() as patch:
        _spy(patch, read)
        labels_data(atlas)
        for taxonomy in atlas.taxonomies.values():
            home._groups(atlas, f"{atlas.edition.folder}/index", taxonomy, dense=True)
    assert read == set()


def _index(atlas: Atlas) -> None:
    """Have the atlas find ids and rules, which are what labels tell of each other."""
    for name in ("examples", "rules", "rule_texts", "fresh", "confusables", "rulings"):
        getattr(atlas, name)


def _spy(patch: pytest.MonkeyPatch, read: set[tuple[str, str]]) -> None:
    plain = Label.__getattribute__

    def spying(one: Label, name: str) -> Any:
        if name in OWN_FIELDS:
            read.add((plain(one, "id"), name))
        return plain(one, name)

    patch.setattr(Label, "__getattribute__", spying)


def _make_all(atlas: Atlas, leaf: LabelPage) -> None:
    """Make every text of the only label of a page."""
    entry = atlas.entries[leaf.taxonomy.task.id, leaf.places[0].label.id]
    label.render(atlas, leaf)
    label.dense(atlas, entry)
    embed.render(atlas, entry)
    cases(atlas, entry)
    folder = atlas.edition.folder
    cheat_sheet._written(atlas, f"{folder}/cheat-sheet", entry)
    glossary._row(f"{folder}/glossary", glossary.Term(entry.label.title, "", entry))
    for item in practice._items(entry):
        practice._row(atlas, f"{folder}/practice", item)


def test_only_the_texts_of_the_label_that_was_edited_are_made_again() -> None:
    known = KnownLabels()
    compile_book([an_edit(lambda _: None)], known=known)
    again = known.again()
    compile_book([an_edit(EDITS["definition"])], known=again)
    [edited] = set(again.now) - set(known.now)
    assert len(set(known.now) - set(again.now)) == 1
    kept = set(known.now) & set(again.now)
    assert all(again.now[digest] == known.now[digest] for digest in kept)
    made = known_labels.made_of(Atlas(an_edit(EDITS["definition"]), words={}), "")
    assert edited == made["intent", "billing-dispute"]
    assert made[SHARED] in kept
    assert tuple(sorted(again.now[edited])) == KINDS


def test_long_whole_numbers_tell_labels_apart_too() -> None:
    digests = [
        known_labels.made_of(an_atlas(short({"id": "a", "examples": [{"data": number}]})), "")
        for number in (10**30, 10**30 + 1, 10**30)
    ]
    assert digests[0] == digests[2] != digests[1]


def test_what_is_known_is_not_made() -> None:
    atlas = an_atlas()
    entry = an_entry(atlas)
    known = KnownLabels()
    assert known.texts_of(atlas, "").take(entry, "page", lambda: "é") == "é"
    again = known.again()
    assert again.texts_of(atlas, "").take(entry, "page", lambda: "other") == "é"
    assert again.texts_of(atlas, "").take(entry, "embed", lambda: "other") == "other"
    assert known.again().texts_of(atlas, "x").take(entry, "page", lambda: "y") == "y"


def test_a_file_that_is_known_is_not_made() -> None:
    atlas = an_atlas()
    entry = an_entry(atlas)
    known = KnownLabels()
    made = known.texts_of(atlas, "").take_file(entry, "page", lambda: "é")
    found = known.again().texts_of(atlas, "").take_file(entry, "page", lambda: "other")
    assert FileTexts([("a", made), ("b", found)]) == {"a": "é", "b": "é"}
    assert UNKNOWN.take_file(entry, "page", lambda: "x") == "x"


def test_a_text_is_the_same_in_bytes() -> None:
    atlas = an_atlas()
    entry = an_entry(atlas)
    known = KnownLabels()
    for one in (known, known, known.again()):
        assert one.texts_of(atlas, "").take_bytes(entry, "printed", lambda: "é") == "é".encode()
    assert UNKNOWN.take_bytes(entry, "printed", lambda: "x") == b"x"
    assert known.texts_of(atlas, "").take(entry, "printed", lambda: "other") == "é"


def test_what_is_made_does_not_change_what_was_known() -> None:
    atlas = an_atlas()
    entry = an_entry(atlas)
    known = KnownLabels()
    known.texts_of(atlas, "").take(entry, "page", lambda: "1")
    again = known.again()
    again.texts_of(atlas, "").take(entry, "embed", lambda: "2")
    assert [[*texts] for texts in known.now.values() if texts] == [["page"]]
    assert again.now != again.before.texts


def test_another_code_lets_nothing_be_known(monkeypatch: pytest.MonkeyPatch) -> None:
    atlas = an_atlas()
    before = known_labels.made_of(atlas, "")
    monkeypatch.setattr(known_labels, "_code", lambda: b"another")
    assert not set(before.values()) & set(known_labels.made_of(atlas, "").values())


def test_of_labels_that_share_a_page_nothing_is_known() -> None:
    labels = [f"l{number}" for number in range(MOST_SINGLE_PAGES + 1)]
    assert known_labels.made_of(an_atlas(short(*labels)), "") == {}


def test_without_labels_the_lists_are_empty() -> None:
    files = compile_book([an_edition(short())]).texts
    assert json.loads(files["topics/examples.json"])["examples"] == []
    assert "0 labels" in files["topics/print.html"]
