"""A guideline whose range admits no version of its schema is in force for nothing."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.model.version import admits
from schemactl.validate.subject import GuidelineSubject


def check(subject: GuidelineSubject) -> Iterator[Finding]:
    """Yield a range that admits neither the draft nor any release of the schema."""
    # A draft that cannot be read is reported where it stands.
    if subject.drafted == "":
        return
    covers = subject.guideline.covers
    known = [*subject.released, *([] if subject.drafted is None else [subject.drafted])]
    if known and not any(admits(covers.versions, version) for version in known):
        yield Finding(
            ("schema", "versions"),
            f"`{covers.versions}` admits no version of schema `{covers.name}`",
            f"there is {', '.join(dict.fromkeys(known))}",
        )
