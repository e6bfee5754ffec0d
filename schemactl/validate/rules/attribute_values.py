"""An attribute that no answer can satisfy, or that takes none, breaks every tool it is sent to."""

from collections.abc import Iterator

from schemactl.model.finding import Finding, Pointer
from schemactl.model.label import Attribute
from schemactl.validate.subject import SchemaSubject


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every attribute whose values or limits do not fit its type or each other."""
    for taxonomy in subject.taxonomies:
        for position, attribute in enumerate(taxonomy.task.attributes):
            yield from _wrong(attribute, (*taxonomy.pointer, "attributes", position), None)
        for place in taxonomy.places:
            for position, attribute in enumerate(place.label.attributes):
                here = (*place.pointer, "attributes", position)
                yield from _wrong(attribute, here, place.label.id)


def _wrong(attribute: Attribute, here: Pointer, label: str | None) -> Iterator[Finding]:
    named, is_choice = f"attribute `{attribute.id}`", attribute.type in ("choice", "choices")
    if is_choice and not attribute.values:
        yield Finding(here, f"{named} has no values to choose from", "add `values:`", label)
    if attribute.values and not is_choice:
        message = f"{named} has values, and its type is {attribute.type}"
        yield Finding((*here, "values"), message, "write `type: choice`, or remove them", label)
    yield from _twice(attribute, here, label)
    yield from _limits(attribute, here, label)


def _twice(attribute: Attribute, here: Pointer, label: str | None) -> Iterator[Finding]:
    seen: set[str] = set()
    for position, value in enumerate(attribute.values):
        if value.id in seen:
            message = f"attribute `{attribute.id}` has a value `{value.id}` already"
            yield Finding((*here, "values", position, "id"), message, "remove one of them", label)
        seen.add(value.id)


def _limits(attribute: Attribute, here: Pointer, label: str | None) -> Iterator[Finding]:
    low, high = attribute.minimum, attribute.maximum
    if attribute.type != "number":
        for key, limit in (("minimum", low), ("maximum", high)):
            if limit is not None:
                message = (
                    f"attribute `{attribute.id}` has a {key}, and its type is {attribute.type}"
                )
                hint = "write `type: number`, or remove it"
                yield Finding((*here, key), message, hint, label)
    elif low is not None and high is not None and low > high:
        message = f"attribute `{attribute.id}` has the minimum {low} above the maximum {high}"
        yield Finding((*here, "minimum"), message, "swap them", label)
