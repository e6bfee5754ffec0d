"""A guideline for a schema that does not exist explains labels that nobody has."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.validate.subject import GuidelineSubject


def check(subject: GuidelineSubject) -> Iterator[Finding]:
    """Yield a covered schema that is neither drafted nor released."""
    name = subject.guideline.covers.name
    if subject.drafted is None and not subject.released:
        yield Finding(
            ("schema", "name"),
            f"there is no schema `{name}`, neither drafted nor released",
            f"write the name of a folder in schemas/, or create schemas/{name}/schema.yaml",
        )
