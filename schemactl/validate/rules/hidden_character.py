"""A character that nobody sees can turn a text around, or speak to tools and not to people."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from schemactl.model.finding import Finding, Pointer, Region
from schemactl.model.scalar import Noun
from schemactl.model.taxonomy import Taxonomy
from schemactl.validate.subject import GuidelineSubject, PageDraft, SchemaSubject

# Joiners and the marks of direction stay: Persian, Hindi, Hebrew and emoji cannot be written
# without them. Tags are legal in the flags of Scotland and its neighbours only.
_HIDDEN = re.compile(
    r"(?P<control>[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufff9-\ufffb])"
    r"|(?P<direction>[\u202a-\u202e\u2066-\u2069])"
    r"|(?P<width>[\u200b\u2060-\u2064\ufeff])"
    r"|(?P<tag>(?<![\U0001f3f4\U000e0020-\U000e007e])[\U000e0000-\U000e007f])"
)
_KINDS = {
    "control": "is a control character",
    "direction": "turns the direction of the text around it",
    "width": "has no width",
    "tag": "is an invisible tag, which language models read",
}
_HINT = "delete it: place the cursor behind the text that is named, and press the delete key"
# Spellings in data are as they are; labels are walked one by one.
_NOT_SHOWN = frozenset({"aliases", "labels"})
_PLAIN_LABEL = frozenset(
    {"id", "name", "definition", "labels", "examples", "counterexamples", "edge_cases"}
)
_CASES = frozenset({"examples", "counterexamples", "edge_cases"})
_PLAIN_CASE = frozenset({"id", "content", "use", "because_of"})


class _Text(NamedTuple):
    """A text, where it stands, and in which label."""

    text: str
    pointer: Pointer
    label: str | None = None


def check(subject: SchemaSubject | GuidelineSubject) -> Iterator[Finding]:
    """Yield every text that has a hidden character, with the first one of each text."""
    if isinstance(subject, SchemaSubject):
        yield from _found(_texts(subject.schema, ()))
        for taxonomy in subject.taxonomies:
            yield from _found(_of_labels(taxonomy))
            yield from _found(_of_cases(taxonomy))
    else:
        yield from _found(_texts(subject.guideline, ()))
        for draft in subject.all_rulings:
            yield from _found(_texts(draft.ruling, ()), draft.file)
        for page in subject.pages:
            yield from _in_page(page)


def _of_labels(taxonomy: Taxonomy) -> Iterator[_Text]:
    for place in taxonomy.places:
        label = place.label
        # Texts with line breaks are not printable either: they are looked at one by one.
        has_more = not label.model_fields_set <= _PLAIN_LABEL
        if has_more or not f"{label.id}{label.name}{label.definition}".isprintable():
            yield from _texts(label, place.pointer, label.id, _NOT_SHOWN | _CASES)


def _of_cases(taxonomy: Taxonomy) -> Iterator[_Text]:
    for case in taxonomy.cases:
        if not case.content.isprintable() or not case.example.model_fields_set <= _PLAIN_CASE:
            yield from _texts(case.example, case.pointer, case.place.label.id)


def _texts(
    value: Any, pointer: Pointer, label: str | None = None, skip: frozenset[str] = _NOT_SHOWN
) -> Iterator[_Text]:
    """Yield every text in a value, however deep."""
    if isinstance(value, str):
        yield _Text(value, pointer, label)
    elif isinstance(value, Noun):
        fields = type(value).model_fields
        for name in sorted(value.model_fields_set - skip):
            key = fields[name].alias or name
            yield from _texts(getattr(value, name), (*pointer, key), label)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, (*pointer, key), label)
    elif isinstance(value, tuple | list):
        for position, inner in enumerate(value):
            yield from _texts(inner, (*pointer, position), label)


def _found(texts: Iterable[_Text], file: str | None = None) -> Iterator[Finding]:
    for text, pointer, label in texts:
        match = _HIDDEN.search(text)
        if match is not None:
            yield Finding(pointer, _message(match), _HINT, label, file)


def _in_page(page: PageDraft) -> Iterator[Finding]:
    for number, line in enumerate(page.text.split("\n"), 1):
        match = _HIDDEN.search(line)
        if match is not None:
            column = match.start() + 1
            region = Region(number, column, number, column + 1)
            yield Finding((), _message(match), _HINT, None, page.file, region)


def _message(match: re.Match[str]) -> str:
    before = match.string[max(0, match.start() - 20) : match.start()].rpartition("\n")[2]
    where = f"behind `{before}`" if before else "at the start"
    kind = _KINDS[str(match.lastgroup)]
    return f"U+{ord(match.group()):04X} {where} {kind}"
