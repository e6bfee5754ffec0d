"""A text that leads annotators to a label which is on its way out works against its own schema."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.model.mention import leading_to
from schemactl.model.taxonomy import Taxonomy
from schemactl.validate.subject import SchemaSubject


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every rule, criterion and example by which a deprecated label is chosen."""
    gone = {
        f"{taxonomy.task.id}/{label_id}"
        for taxonomy in subject.taxonomies
        for label_id in _deprecated(taxonomy)
    }
    if not gone:
        return
    own = {taxonomy.pointer: _deprecated(taxonomy) for taxonomy in subject.taxonomies}
    for mention in leading_to(subject.taxonomies, gone):
        # What a deprecated label says of itself ends with it, and the residual has its own rule.
        is_of_gone = mention.label is not None and mention.label in own[mention.pointer[:2]]
        if not is_of_gone and mention.pointer[-1] != "residual":
            yield Finding(
                mention.pointer,
                f"label `{mention.name}` is deprecated, and this still leads to it",
                "name the label that is used instead",
                mention.label,
            )


def _deprecated(taxonomy: Taxonomy) -> set[str]:
    return {place.label.id for place in taxonomy.places if place.label.deprecated is not None}
