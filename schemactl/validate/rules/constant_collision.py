"""Code names labels by constants: two ids that give one constant cannot both be exported."""

import re
from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.validate.subject import SchemaSubject

_NO_LETTER_OR_DIGIT = re.compile(r"\W")


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every label whose id gives the constant that another one of its task gives."""
    for taxonomy in subject.taxonomies:
        seen: dict[str, str] = {}
        for label_id, place in taxonomy.by_id.items():
            constant = _NO_LETTER_OR_DIGIT.sub("_", label_id.upper())
            first = seen.setdefault(constant, label_id)
            if first != label_id:
                yield Finding(
                    (*place.pointer, "id"),
                    f"in code `{label_id}` and `{first}` are both called {constant}",
                    "choose ids that differ in more than case and punctuation",
                    label_id,
                )
