"""A definition is read in seconds between two items: what is longer is not read to its end."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.validate.subject import SchemaSubject

_MOST_WORDS = 60
# No text of so many characters has more words.
_SURELY_SHORT = 2 * _MOST_WORDS


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every definition of more than 60 words."""
    for taxonomy in subject.taxonomies:
        for place in taxonomy.places:
            label = place.label
            if len(label.definition) <= _SURELY_SHORT:
                continue
            words = len(label.definition.split())
            if words > _MOST_WORDS:
                yield Finding(
                    (*place.pointer, "definition"),
                    f"the definition of label `{label.id}` has {words} words",
                    "keep what decides, and move cases to `include:` and `exclude:`",
                    label.id,
                )
