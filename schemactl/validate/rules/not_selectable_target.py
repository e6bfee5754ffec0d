"""A text that leads to a group leaves the annotator before a label that cannot be chosen."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.model.mention import leading_to
from schemactl.model.taxonomy import Taxonomy
from schemactl.validate.subject import SchemaSubject


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every rule, criterion and example that ends at a label which cannot be chosen."""
    groups = {
        f"{taxonomy.task.id}/{label_id}"
        for taxonomy in subject.taxonomies
        for label_id in _groups(taxonomy)
    }
    for mention in leading_to(subject.taxonomies, groups):
        # The residual has its own rule.
        if mention.pointer[-1] != "residual":
            yield Finding(
                mention.pointer,
                f"`{mention.name}` is a group, and annotators cannot choose it",
                "name the label in it that is right",
                mention.label,
            )


def _groups(taxonomy: Taxonomy) -> Iterator[str]:
    # Where every label can be chosen, counting them is quicker than asking each.
    if len(taxonomy.selectable) < len(taxonomy.places):
        for place in taxonomy.places:
            if not taxonomy.is_selectable(place.label):
                yield place.label.id
