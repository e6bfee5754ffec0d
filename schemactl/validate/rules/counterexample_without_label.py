"""A counterexample that does not name the right label says what to avoid and not what to do."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.validate.subject import SchemaSubject


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every counterexample without a right label, or with its own label as the right one."""
    for taxonomy in subject.taxonomies:
        for case in taxonomy.cases:
            if case.part != "counterexamples":
                continue
            label_id = case.place.label.id
            # On a picture the boxes say which label is right.
            if case.use is None and not case.example.regions:
                yield Finding(
                    case.pointer,
                    f"a counterexample of label `{label_id}` does not say which label is right",
                    "add `use:` with the right label, or `use: nothing`",
                    label_id,
                )
            elif case.use == label_id:
                yield Finding(
                    (*case.pointer, "use"),
                    f"a counterexample of label `{label_id}` says that `{label_id}` is right",
                    "name the right label, or move it to `examples`",
                    label_id,
                )
