"""One example shows a case, two show what they have in common; counterexamples show the border."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.validate.subject import SchemaSubject

_ENOUGH = 2


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every label in use that has too few examples or counterexamples."""
    for taxonomy in subject.taxonomies:
        for label_id, place in taxonomy.by_id.items():
            label = place.label
            shown, excluded = len(label.examples), len(label.counterexamples)
            if shown >= _ENOUGH and excluded >= _ENOUGH:
                continue
            if label.deprecated is not None or not taxonomy.is_selectable(label):
                continue
            missing = [
                f"{count} {noun}{'' if count == 1 else 's'}"
                for count, noun in ((shown, "example"), (excluded, "counterexample"))
                if count < _ENOUGH
            ]
            yield Finding(
                place.pointer,
                f"label `{label_id}` has {' and '.join(missing)}",
                f"show {_ENOUGH} of each; counterexamples are best taken from labels next to it",
                label_id,
            )
