"""Labels of one colour cannot be told apart on a picture or in a marked text."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.validate.subject import SchemaSubject


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every colour that another label of the task already has."""
    for taxonomy in subject.taxonomies:
        seen: dict[str, str] = {}
        for place in taxonomy.places:
            label = place.label
            if label.color is None:
                continue
            first = seen.setdefault(label.color, label.id)
            if first != label.id:
                yield Finding(
                    (*place.pointer, "color"),
                    f"label `{label.id}` has the colour of label `{first}`: {label.color}",
                    "choose a colour that no other label of the task has",
                    label.id,
                )
