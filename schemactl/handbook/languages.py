"""Languages: an edition of a schema in each language that it is translated into.

Every text of such an edition is marked with its language. Where a translation is missing, the
original stands in its place; where it is outdated, the original stands behind it, since that is
the text in force. The marks are private characters until the page is whole: texts pass through
code that escapes them, and attributes cannot hold a mark.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial
from html import escape
from typing import NamedTuple, TypeVar

from schemactl.handbook.edition import Edition
from schemactl.handbook.markup import CLOSE, MIDDLE, OPEN
from schemactl.model.migration import Translations
from schemactl.model.reference import LabelIndex
from schemactl.model.release import GuidelineRelease
from schemactl.model.scalar import Noun
from schemactl.model.taxonomy import taxonomies
from schemactl.model.translatable import digest_of_text, retold

Said = TypeVar("Said", bound=Noun)
RIGHT_TO_LEFT = frozenset(
    ["ar", "arc", "dv", "fa", "ha", "he", "khw", "ks", "ku", "ps", "ur", "yi"]
)
_SPAN = re.compile(f"{OPEN}([a-zA-Z0-9-]*)\\|([a-z]*){MIDDLE}([^{OPEN}{CLOSE}]*){CLOSE}")
_MARKS = re.compile(f"{OPEN}[^{MIDDLE}<]*{MIDDLE}|[{OPEN}{MIDDLE}{CLOSE}]")
# An arrow of ours to what follows, which stands to its left there; no algorithm turns it.
_TURNED = ("→\N{NO-BREAK SPACE}", "←\N{NO-BREAK SPACE}")
_BEHIND = re.compile(f" {OPEN}[^{MIDDLE}]*outdated{MIDDLE}[^{CLOSE}]*{CLOSE}")
_TOKEN = re.compile(r"<[^>]*>")
# Cases are in the language of the data, which is what annotators meet.
_OF_CASES = ("content", "alt")
# What is marked in a case must be found in it.
_IN_CASES = "highlight/"
_TOLD = {"missing": "not translated", "outdated": "outdated translation; in force is:"}


class Fluency(NamedTuple):
    """How many texts of an edition are translated, outdated and missing."""

    current: int
    outdated: int
    missing: int


def is_right_to_left(language: str) -> bool:
    """Tell whether a language is written from right to left."""
    return language.partition("-")[0] in RIGHT_TO_LEFT


def translated(edition: Edition) -> Iterator[Edition]:
    """Yield the edition in each further language, in folders `<language>/<schema>`."""
    for language, translations in sorted(edition.schema_release.translations.items()):
        yield _in_language(edition, language, translations)


def _in_language(edition: Edition, language: str, translations: Translations) -> Edition:
    schema = edition.schema
    labels = LabelIndex(taxonomies(schema))
    by_address = {_full(labels, name): texts for name, texts in translations.texts.items()}

    def say(address: str, field: str, text: str) -> str:
        if field.startswith(_IN_CASES):
            return text
        if field in _OF_CASES:
            return marked(schema.language, "", text)
        found = by_address.get(address, {}).get(field)
        if found is None:
            return marked(schema.language, "missing", text)
        said = marked(language, "", found.text)
        if found.of == digest_of_text(text):
            return said
        return f"{said} {marked(schema.language, 'outdated', text)}"

    release = edition.schema_release._replace(schema=retold(schema, say))
    guideline = edition.guideline_release
    return edition._replace(
        schema_release=release,
        guideline_release=None if guideline is None else _in_its_language(guideline, language),
        place=f"{language}/{edition.folder}",
        language=language,
    )


def _in_its_language(release: GuidelineRelease, language: str) -> GuidelineRelease:
    """Return a guideline whose texts beside its pages are marked: nobody can translate them."""
    own = release.guideline.language
    state = "missing" if own != language else ""

    def told(noun: Said, **states: str) -> Said:
        texts = {name: getattr(noun, name) for name in states}
        update = {name: marked(own, states[name], text) for name, text in texts.items() if text}
        return noun.model_copy(update=update)

    guideline = release.guideline
    unsure, asked = guideline.unsure, guideline.escalation
    update = {
        "unsure": None if unsure is None else told(unsure, say=state),
        "escalation": None if asked is None else told(asked, how=state),
    }
    return release._replace(
        guideline=guideline.model_copy(update=update),
        rulings=tuple(told(one, item="", because=state) for one in release.rulings),
    )


def in_own_language(edition: Edition) -> Edition:
    """Return an edition whose texts are marked with its language, to tell them from our words."""
    language = edition.schema.language

    def say(_address: str, field: str, text: str) -> str:
        return text if field.startswith(_IN_CASES) else marked(language, "", text)

    release = edition.schema_release._replace(schema=retold(edition.schema, say))
    return edition._replace(schema_release=release)


def _full(labels: LabelIndex, address: str) -> str:
    """Return an address with its task; for a label that only one task has, its id is enough."""
    found = labels.find(address)
    return found[0] if len(found) == 1 else address


def marked(language: str, state: str, text: str) -> str:
    """Return a text with its language, and whether its translation is missing or outdated."""
    return f"{OPEN}{language}|{state}{MIDDLE}{text}{CLOSE}"


def spoken(page: str, say: Callable[[str], str] = str, is_leftward: bool = False) -> str:
    """Return a whole page with the marks as HTML; in tags, headings and front matter they go.

    `say` gives the handbook's own words their language; `is_leftward` if they run to the left.
    """
    lines = []
    for line in page.split("\n"):
        # A whole page has its title on a line.
        is_fragment = line.startswith("<") and not line.startswith("<title>")
        lines.append(
            _of_fragment(line, partial(_span, say, is_leftward))
            if is_fragment
            else without_marks(line)
        )
    whole = "\n".join(lines)
    return whole.replace(*_TURNED) if is_leftward else whole


def _of_fragment(line: str, span: Callable[[re.Match[str]], str]) -> str:
    plain = _TOKEN.sub(lambda tag: without_marks(tag.group()), line)
    return _MARKS.sub("", _SPAN.sub(span, plain))


def _span(say: Callable[[str], str], is_leftward: bool, found: re.Match[str]) -> str:
    language, state, text = found.groups()
    runs_left = is_right_to_left(language)
    side = f' dir="{"rtl" if runs_left else "ltr"}"' if runs_left != is_leftward else ""
    shown = f'<span lang="{escape(language)}"{side}>{text}</span>'
    told = _TOLD.get(state)
    return shown if told is None else f'<small class="{state}">{say(told)}</small> {shown}'


def without_marks(text: str) -> str:
    """Return text of which only what is said first is left, without a mark."""
    escaped = text.replace("\\ue000", OPEN).replace("\\ue001", MIDDLE).replace("\\ue002", CLOSE)
    return _MARKS.sub("", escaped)


def said_first(text: str) -> str:
    """Return text without marks, and without what stands behind an outdated translation."""
    return without_marks(_BEHIND.sub("", text))


def fluency(edition: Edition) -> Fluency:
    """Count the texts of a translated edition by their state."""
    counts = {"": 0, "outdated": 0, "missing": 0}

    def count(_address: str, field: str, text: str) -> str:
        for _, state, _ in _SPAN.findall(text) if field not in _OF_CASES else ():
            counts[state] += 1
        return text

    retold(edition.schema, count)
    return Fluency(counts[""] - counts["outdated"], counts["outdated"], counts["missing"])
