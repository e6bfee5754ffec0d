"""A pair is told apart from both sides: an answer for one label leaves the other to guessing."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.validate.subject import SchemaSubject


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every answer for a label outside its pair, and pairs answered on one side only."""
    for taxonomy in subject.taxonomies:
        for position, pair in enumerate(taxonomy.task.confusable):
            here = (*taxonomy.pointer, "confusable", position, "pick")
            first, second = pair.labels
            for name in pair.pick:
                if name not in pair.labels:
                    message = f"`{name}` is not in the pair `{first}` and `{second}`"
                    hint = "answer for the two labels of the pair, or add a pair of its own"
                    yield Finding((*here, name), message, hint, name)
            answered = [name for name in dict.fromkeys(pair.labels) if pair.pick.get(name)]
            # With a question the missing answer is reported by confusable-without-question.
            if not pair.ask and first != second and len(answered) == 1:
                other = second if answered[0] == first else first
                message = f"the pair says when to pick `{answered[0]}`, and not when `{other}`"
                yield Finding(here, message, f"add `{other}:` with what speaks for it", other)
