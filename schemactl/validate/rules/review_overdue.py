"""A date by which a label is to be looked at again is a promise to those who rely on it."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.validate.subject import SchemaSubject


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every label whose `review_by` has passed."""
    for taxonomy in subject.taxonomies if subject.today else ():
        for place in taxonomy.places:
            due = place.label.review_by
            if due is not None and due < subject.today:
                yield Finding(
                    (*place.pointer, "review_by"),
                    f"label `{place.label.id}` was to be reviewed by {due}",
                    "look at its confusions and rulings, then set the next date or remove it",
                    place.label.id,
                )
