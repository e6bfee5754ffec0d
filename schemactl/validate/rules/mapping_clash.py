"""What is equal cannot also be broader or narrower: one of the two mappings is wrong."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.model.taxonomy import Place
from schemactl.validate.subject import SchemaSubject

# SKOS forbids an exact match that is a broader, narrower or related one too (S46).
_OTHERS = ("broad", "narrow", "related")


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every target that a label maps to in two ways that exclude each other."""
    for taxonomy in subject.taxonomies:
        for place in taxonomy.places:
            mappings = place.label.mappings
            if mappings.exact or (mappings.broad and mappings.narrow):
                yield from _of_label(place)


def _of_label(place: Place) -> Iterator[Finding]:
    mappings = place.label.mappings
    seen = dict.fromkeys(mappings.exact, "exact")
    for relation in _OTHERS:
        for position, target in enumerate(getattr(mappings, relation)):
            first = seen.setdefault(target, relation)
            if first != relation:
                yield Finding(
                    (*place.pointer, "mappings", relation, position),
                    f"label `{place.label.id}` maps to `{target}` as `{first}` and as `{relation}`",
                    "keep the relation that holds",
                    place.label.id,
                )
