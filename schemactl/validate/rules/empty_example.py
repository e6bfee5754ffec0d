"""An example that shows nothing takes the place of one that would have helped."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.validate.subject import SchemaSubject


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every example without content, image, audio and data."""
    for taxonomy in subject.taxonomies:
        for case in taxonomy.cases:
            if case.content:
                continue
            shown = case.example
            if not shown.image and not shown.audio and shown.data is None:
                yield Finding(
                    case.pointer,
                    f"an entry of `{case.part}` of label `{case.place.label.id}` shows nothing",
                    "add `content:`, `image:`, `audio:` or `data:`, or remove the entry",
                    case.place.label.id,
                )
