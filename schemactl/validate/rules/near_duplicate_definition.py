"""Where two labels are defined in the same words, one text was copied and not thought through."""

import re
from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.model.taxonomy import Place, Taxonomy
from schemactl.model.twins import folded_all, twins
from schemactl.validate.subject import SchemaSubject
from schemactl.validate.wording import words

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
# Shorter sentences say the same by chance.
_FEWEST_WORDS = 6


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every definition that is almost another label's, or shares a sentence with it."""
    for taxonomy in subject.taxonomies:
        defined = [place for place in taxonomy.places if place.label.definition]
        texts = folded_all([place.label.definition for place in defined])
        found = {second: (first, "is almost that") for first, second in _twins(defined, texts)}
        for second, first in _shared(texts):
            found.setdefault(second, (first, "shares a sentence with that"))
        for second, (first, how) in sorted(found.items()):
            one, other = defined[first].label.id, defined[second].label.id
            if not _are_related(taxonomy, one, other):
                yield Finding(
                    (*defined[second].pointer, "definition"),
                    f"the definition of label `{other}` {how} of label `{one}`",
                    "say at both places what the other label is not, or join the two",
                    other,
                )


def _twins(defined: list[Place], texts: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    for first, second, apart in twins(texts):
        one, other = defined[first].label, defined[second].label
        # Siblings may well be defined in one form, each with its own word.
        own = words(f"{one.title} {one.id} {other.title} {other.id}".replace("-", " "))
        if apart.isdisjoint(own):
            yield first, second


def _shared(texts: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Yield definitions of which a sentence stands in an earlier one, with that one."""
    seen: dict[str, int] = {}
    for position, text in enumerate(texts):
        # One sentence is the whole definition, which is compared as such.
        for sentence in _SENTENCE_END.split(text) if ". " in text else (text,):
            first = seen.setdefault(sentence, position)
            if first != position and len(sentence.split()) >= _FEWEST_WORDS:
                yield position, first


def _are_related(taxonomy: Taxonomy, first: str, second: str) -> bool:
    """Tell whether one label is broader: a group of one label is defined as the label is."""
    if first == second:
        return True
    return first in taxonomy.ancestors(second) or second in taxonomy.ancestors(first)
