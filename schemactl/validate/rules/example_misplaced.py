"""An example is read as proof of its label: one of another label teaches the mistake."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.model.taxonomy import Taxonomy
from schemactl.validate.subject import SchemaSubject


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every example that names another label than its own as the right one."""
    for taxonomy in subject.taxonomies:
        for case in taxonomy.cases:
            if case.use is None or case.part != "examples":
                continue
            label_id = case.place.label.id
            right = case.use.removeprefix(f"{taxonomy.task.id}/")
            if right != label_id and not _are_related(taxonomy, label_id, right):
                yield Finding(
                    (*case.pointer, "use"),
                    f"an example of label `{label_id}` says that `{case.use}` is right",
                    "move it to `counterexamples`, or to the examples of the right label",
                    label_id,
                )


def _are_related(taxonomy: Taxonomy, first: str, second: str) -> bool:
    """Tell whether one label is broader than the other, so that both are right."""
    return first in taxonomy.ancestors(second) or second in taxonomy.ancestors(first)
