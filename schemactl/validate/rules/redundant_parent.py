"""A parent that is said twice hides which parents were added on purpose."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.model.taxonomy import Place, Taxonomy
from schemactl.validate.subject import SchemaSubject


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every further parent under which the label stands anyhow."""
    for taxonomy in subject.taxonomies:
        for place in taxonomy.places:
            if place.label.also_under:
                yield from _of_label(taxonomy, place)


def _of_label(taxonomy: Taxonomy, place: Place) -> Iterator[Finding]:
    label = place.label
    for position, parent in enumerate(label.also_under):
        others = {*label.also_under} - {parent} | ({place.parent} if place.parent else set())
        if parent == place.parent or parent in label.also_under[:position]:
            message = f"label `{label.id}` stands directly under `{parent}` already"
        elif parent != label.id and (below := _below(taxonomy, parent, others)) is not None:
            message = f"label `{label.id}` stands under `{parent}` already, by way of `{below}`"
        else:
            continue
        pointer = (*place.pointer, "also_under", position)
        yield Finding(pointer, message, "remove it: what it says is said already", label.id)


def _below(taxonomy: Taxonomy, parent: str, others: set[str]) -> str | None:
    """Return one of the other parents that stands under this one, if there is one."""
    return next((o for o in sorted(others) if parent in taxonomy.ancestors(o)), None)
