"""A decision path that returns to a question never ends."""

from collections.abc import Iterator

from schemactl.model.decision import follow
from schemactl.model.finding import Finding
from schemactl.validate.subject import SchemaSubject


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every answer that leads back to a question that was asked before."""
    for taxonomy in subject.taxonomies:
        questions = taxonomy.task.decide
        for position, answer, target in follow(taxonomy.task).turns if questions else ():
            asked = questions[position].id
            yield Finding(
                (*taxonomy.pointer, "decide", position, answer),
                f"`{answer}` at `{asked}` leads back to `{target}`, so the path never ends",
                "lead it to a later question, a label or `nothing`",
            )
