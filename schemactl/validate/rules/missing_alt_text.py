"""Who cannot see a picture, or waits for it to load, has only the words that stand for it."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.validate.subject import SchemaSubject


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every example with an image and no words for it."""
    for taxonomy in subject.taxonomies:
        for case in taxonomy.cases:
            if case.example.image and not case.example.alt:
                yield Finding(
                    (*case.pointer, "image"),
                    f"image `{case.example.image}` has no text that says what it shows",
                    "add `alt:` with what an annotator would notice in the picture",
                    case.place.label.id,
                )
