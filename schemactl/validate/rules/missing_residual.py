"""Without a label for all the rest, annotators press what fits nowhere into what fits worst."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.validate.subject import SchemaSubject


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every classification that must be answered and has no residual label."""
    for taxonomy in subject.taxonomies:
        task = taxonomy.task
        must_answer = task.type == "classification" and task.choose.min > 0
        if must_answer and task.residual is None and len(taxonomy.selectable) > 1:
            yield Finding(
                (*taxonomy.pointer, "choose"),
                f"task `{task.id}` has no label for what fits nowhere",
                "add a label such as `other` and name it in `residual:`, or allow `choose: any`",
            )
