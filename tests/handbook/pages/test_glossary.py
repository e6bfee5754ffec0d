"""Tests of the glossary."""

import pytest

from schemactl.handbook.book import compile_book
from schemactl.handbook.pages import glossary
from schemactl.handbook.pages.glossary import render, terms
from tests.handbook.editions import an_atlas, short, text_of
from tests.handbook.test_languages import an_edition_in


def test_names_synonyms_and_spellings_in_the_order_of_a_dictionary() -> None:
    found = [(term.word, term.kind) for term in terms(an_atlas())]
    assert found == [
        ("Billing dispute", ""),
        ("BILLING_DISPUTE", "in data"),
        ("chargeback", "also called"),
        ("Money", ""),
        ("Other", ""),
        ("Refund", ""),
    ]
    text = text_of(render(an_atlas()))
    assert "chargeback also called Billing dispute 1" in text
    assert "Refund Back." in text


def test_accents_and_digits_find_their_letter() -> None:
    labels = [{"id": "a", "name": "Éclair"}, {"id": "b", "name": "3D"}]
    shown = render(an_atlas(short(*labels)))
    assert "## E\n" in shown
    assert "## 0 to 9\n" in shown


def test_names_are_filed_under_their_letter_in_a_translation() -> None:
    edition = an_edition_in("de", {"refund": {"name": ("Erstattung", "Refund")}})
    shown = compile_book([edition]).pages["de/tickets/glossary.md"]
    letter = text_of(shown.partition("## E\n")[2].partition("\n## ")[0])
    assert letter.startswith("Erstattung")
    assert "## 0" not in shown


def test_a_very_large_glossary_keeps_to_other_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(glossary, "MOST_ENTRIES", 2)
    text = text_of(render(an_atlas()))
    assert "chargeback" in text
    assert "Back." not in text
