"""A definition is read in seconds between two items: what is longer is not read to its end."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.validate.subject import SchemaSubject

_MOST_WORDS = 60


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every definition of more than 60 words."""
    for taxonomy in subject.taxonomies:
        for place in taxonomy.places:
            label = place.label
            # Counting gaps is much quicker than splitting, and there are no more words than gaps.
            if label.definition.count(" ") + label.definition.count("\n") < _MOST_WORDS:
                continue
            words = len(label.definition.split())
            if words > _MOST_WORDS:
                yield Finding(
                    (*place.pointer, "definition"),
                    f"the definition of label `{label.id}` has {words} words",
                    "keep what decides, and move cases to `include:` and `exclude:`",
                    label.id,
                )
