"""An exclusion that does not say where the case goes leaves the annotator alone when it counts."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.validate.subject import SchemaSubject


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every exclusion that names no label."""
    for taxonomy in subject.taxonomies:
        for place in taxonomy.places:
            label = place.label
            for position, clause in enumerate(label.exclude):
                if clause.use is None:
                    yield Finding(
                        (*place.pointer, "exclude", position),
                        f"an exclusion of label `{label.id}` does not say which label is right",
                        "write it as `text:` and `use:` with the right label, or `use: nothing`",
                        label.id,
                    )
