"""Two labels that people mix up need the question that parts them, not only a warning."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.validate.subject import SchemaSubject


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every confusable pair without a question, or without an answer for each label."""
    for taxonomy in subject.taxonomies:
        for position, pair in enumerate(taxonomy.task.confusable):
            here = (*taxonomy.pointer, "confusable", position)
            first, second = pair.labels
            if first == second:
                message = f"label `{first}` cannot be mixed up with itself"
                yield Finding((*here, "labels", 1), message, "name the other label", first)
                continue
            if not pair.ask:
                message = f"nothing parts `{first}` from `{second}`"
                hint = "add `ask:` with a question that an annotator can answer from the item"
                yield Finding(here, message, hint, first)
            unanswered = [name for name in pair.labels if not pair.pick.get(name)]
            if pair.ask and unanswered:
                message = f"no answer to the question leads to `{'` or `'.join(unanswered)}`"
                hint = "add it to `pick:`, with what speaks for the label"
                yield Finding((*here, "pick"), message, hint, unanswered[0])
