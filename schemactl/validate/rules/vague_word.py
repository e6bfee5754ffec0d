"""Words such as *usually* hand the decision back to the annotator, who came to be told it."""

import re
from collections.abc import Iterator

from schemactl.model.finding import Finding, Pointer
from schemactl.model.reference import rule_ids
from schemactl.model.taxonomy import Place
from schemactl.validate.subject import SchemaSubject
from schemactl.validate.wording import is_english

_WORDS = (
    *("usually", "normally", "generally", "typically", "often", "sometimes", "frequently"),
    *("appropriate", "appropriately", "reasonable", "reasonably", "suitable", "suitably"),
    *("adequate", "adequately", "sufficient", "sufficiently", "etc"),
)
_PHRASES = r"and so (?:on|forth)|and the like|(?:as|if|where) (?:needed|applicable)"
_VAGUE = re.compile(rf"\b(?:{'|'.join(_WORDS)}|{_PHRASES})\b", re.IGNORECASE)
# How such a word, or one of such a phrase, stands in a text that is split at its spaces.
_SIGNS = frozenset(
    f"{before}{word}{after}"
    for word in (*_WORDS, "so", "like", "needed", "applicable")
    for before in ("", "(")
    for after in ("", ",", ".", ";", ":", ".,", ")", "),", ").", ".)", ".).")
)


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every English definition and criterion that leaves the decision open."""
    if not is_english(subject.schema.language):
        return
    rules = frozenset(rule_ids(subject.taxonomies))
    for taxonomy in subject.taxonomies:
        for place in taxonomy.places:
            for pointer, text in _texts(place):
                found = _vague(text)
                # A text that names a rule says where the decision is.
                if found and rules.isdisjoint(re.findall(r"[\w.-]*\w", text)):
                    yield Finding(
                        (*place.pointer, *pointer),
                        f"`{found}` leaves the border of label `{place.label.id}` open",
                        "say by what it is decided, or name the rule that decides",
                        place.label.id,
                    )


def _texts(place: Place) -> Iterator[tuple[Pointer, str]]:
    label = place.label
    yield ("definition",), label.definition
    for part, clauses in (("include", label.include), ("exclude", label.exclude)):
        for position, clause in enumerate(clauses):
            # A criterion with an id is a rule itself, which others cite and discuss.
            if clause.id is None:
                yield (part, position), clause.text


def _vague(text: str) -> str:
    if _SIGNS.isdisjoint(text.lower().split()):
        return ""
    found = _VAGUE.search(text)
    return found.group() if found else ""
