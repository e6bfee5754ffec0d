"""A question with one possible answer tells nothing, however often it is asked."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.model.reference import LabelIndex
from schemactl.validate.subject import SchemaSubject


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every classification that must be answered and offers one label only."""
    labels = LabelIndex(subject.taxonomies)
    for taxonomy in subject.taxonomies:
        task = taxonomy.task
        if task.type != "classification" or task.choose.min == 0:
            continue
        if len(labels.of(task.id)) == 1 and len(taxonomy.selectable) == 1:
            only = taxonomy.selectable[0].id
            yield Finding(
                (*taxonomy.pointer, "labels"),
                f"task `{task.id}` has no answer but `{only}`",
                "add the label for everything else, or write `choose: any` so that none is legal",
                only,
            )
