"""Names that differ in a blank look equal to people, and are two names to every search and tool."""

import re
from collections.abc import Iterator

from schemactl.model.finding import Finding, Pointer, SetScalar
from schemactl.model.label import Label
from schemactl.validate.subject import SchemaSubject

_GAP = re.compile(r"[ \t\r\n]{2,}|[\t\r\n]")


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every name and synonym with line breaks, tabs, or several blanks in a row."""
    for taxonomy in subject.taxonomies:
        for place in taxonomy.places:
            for key, text in _named(place.label):
                # A blank that is not to be broken belongs to how French is written.
                if _GAP.search(text):
                    at, plain = (*place.pointer, *key), _GAP.sub(" ", text)
                    yield Finding(
                        at,
                        f"`{plain}` is written with white space other than single blanks",
                        "write it on one line with single blanks",
                        place.label.id,
                        edits=(SetScalar(at, plain),),
                    )


def _named(label: Label) -> Iterator[tuple[Pointer, str]]:
    # Most names are fine, which is seen without a pattern.
    if "  " in label.name or not label.name.isprintable():
        yield ("name",), label.name
    if label.synonyms:
        for position, synonym in enumerate(label.synonyms):
            yield ("synonyms", position), synonym
