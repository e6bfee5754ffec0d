"""Glossary: every name, synonym and spelling, each with the label it leads to."""

import unicodedata
from functools import partial
from itertools import groupby
from typing import NamedTuple

from schemactl.handbook.known_labels import UNKNOWN, LabelTexts
from schemactl.handbook.languages import said_first
from schemactl.handbook.links import Atlas, Entry
from schemactl.handbook.markup import escape, fragment, heading, page
from schemactl.handbook.pages.frame import NONE_YET, front, label_link, top

MOST_ENTRIES = 1500


class Term(NamedTuple):
    """A word that leads to a label; `kind` says what the word is to it."""

    word: str
    kind: str
    entry: Entry


def terms(atlas: Atlas) -> list[Term]:
    """Return all words in the order of a dictionary, without regard to accents and case."""
    found = []
    for entry in atlas.entries.values():
        label = entry.label
        found.append(Term(label.title, "", entry))
        found += [Term(word, "also called", entry) for word in label.synonyms]
        found += [Term(word, "in data", entry) for word in label.aliases]
    return sorted(found, key=lambda term: (_order(term.word), term.word, term.entry.label.id))


def _order(word: str) -> str:
    if word.isascii():
        return word.casefold()
    plain = unicodedata.normalize("NFKD", said_first(word))
    return "".join(char for char in plain if not unicodedata.combining(char)).casefold()


def _initial(term: Term) -> str:
    first = _order(term.word)[:1].upper()
    return first if first.isalpha() else "0 to 9"


def render(atlas: Atlas, of_labels: LabelTexts = UNKNOWN) -> str:
    """Return the Markdown of the glossary; a very large one keeps to what is not a name."""
    source = f"{atlas.edition.folder}/glossary"
    found = terms(atlas)
    if len(found) > MOST_ENTRIES:
        found = [term for term in found if term.kind][:MOST_ENTRIES]
    blocks = []
    for initial, group in groupby(found, key=_initial):
        rows = "".join(_known_row(source, term, of_labels) for term in group)
        blocks += [heading(2, initial), fragment(f'<dl class="glossary">{rows}</dl>')]
    return page(
        front(atlas, "Glossary"),
        top(atlas, source, []),
        heading(1, "Glossary"),
        *(blocks or [fragment(NONE_YET)]),
    )


def _known_row(source: str, term: Term, of_labels: LabelTexts) -> str:
    if term.kind:
        return _row(source, term)
    return of_labels.take(term.entry, "term", partial(_row, source, term))


def _row(source: str, term: Term) -> str:
    if not term.kind:
        text = f'<span class="meaning">{escape(term.entry.label.definition)}</span>'
        return f"<div><dt>{label_link(source, term.entry)}</dt> <dd>{text}</dd></div>"
    word = f"<code>{escape(term.word)}</code>" if term.kind == "in data" else escape(term.word)
    return (
        f"<div><dt>{word} <small>{term.kind}</small></dt> "
        f"<dd>{label_link(source, term.entry)}</dd></div>"
    )
