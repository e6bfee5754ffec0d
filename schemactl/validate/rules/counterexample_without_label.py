"""A counterexample that does not name the right label says what to avoid and not what to do."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.validate.subject import SchemaSubject


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every counterexample without a right label, or with its own label as the right one."""
    for taxonomy in subject.taxonomies:
        for place in taxonomy.places:
            label = place.label
            for position, case in enumerate(label.counterexamples):
                # On a picture the boxes say which label is right.
                if case.use is None and not case.regions:
                    yield Finding(
                        (*place.pointer, "counterexamples", position),
                        f"a counterexample of label `{label.id}` does not say which label is right",
                        "add `use:` with the right label, or `use: nothing`",
                        label.id,
                    )
                elif case.use == label.id:
                    yield Finding(
                        (*place.pointer, "counterexamples", position, "use"),
                        f"a counterexample of label `{label.id}` says that `{label.id}` is right",
                        "name the right label, or move it to `examples`",
                        label.id,
                    )
