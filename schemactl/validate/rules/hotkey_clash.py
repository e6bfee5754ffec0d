"""A key that stands for two labels marks the wrong one in the hands of a fast annotator."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.validate.subject import SchemaSubject


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every hotkey that another label of the task already has."""
    for taxonomy in subject.taxonomies:
        seen: dict[str, str] = {}
        for place in taxonomy.places:
            label = place.label
            if label.hotkey is None:
                continue
            # Tools do not tell `A` from `a`.
            first = seen.setdefault(label.hotkey.casefold(), label.id)
            if first != label.id:
                yield Finding(
                    (*place.pointer, "hotkey"),
                    f"hotkey `{label.hotkey}` of label `{label.id}` is that of label `{first}`",
                    "choose a key that no other label of the task has",
                    label.id,
                )
