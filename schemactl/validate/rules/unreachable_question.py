"""A question that no answer leads to is never asked, and what it decides is decided elsewhere."""

from collections.abc import Iterator

from schemactl.model.decision import follow
from schemactl.model.finding import Finding
from schemactl.validate.subject import SchemaSubject


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every question that cannot be reached from the first one."""
    for taxonomy in subject.taxonomies:
        questions = taxonomy.task.decide
        if not questions:
            continue
        reached = follow(taxonomy.task).reached
        first = {question.id: i for i, question in reversed(list(enumerate(questions)))}
        for position, question in enumerate(questions):
            # A second question of one id is reported as a duplicate.
            if position not in reached and first[question.id] == position:
                yield Finding(
                    (*taxonomy.pointer, "decide", position, "id"),
                    f"no answer leads to question `{question.id}`",
                    f"the path starts at `{questions[0].id}`: lead an answer here, or remove it",
                )
