"""Annotators choose by name: two labels of one name beside each other are chosen by chance."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.model.label import Label
from schemactl.validate.subject import SchemaSubject


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every label that is named as one beside it, but for case and spacing."""
    for taxonomy in subject.taxonomies:
        named: dict[tuple[str | None, str], Label] = {}
        for place in taxonomy.places:
            label = place.label
            # Hyphens of an id that serves as name count as letters: people see them.
            folded = label.title.casefold()
            if " " in folded or "\n" in folded:
                folded = " ".join(folded.split())
            first = named.setdefault((place.parent, folded), label)
            if first.id != label.id:
                yield Finding(
                    (*place.pointer, "name" if label.name else "id"),
                    f"label `{label.id}` is named as label `{first.id}` beside it: {label.title}",
                    "name them so that an annotator sees the difference in a list",
                    label.id,
                )
