"""A page that is announced and not there is missed by the annotator who needs it."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.validate.subject import GuidelineSubject


def check(subject: GuidelineSubject) -> Iterator[Finding]:
    """Yield every page that is listed and does not exist."""
    for position, page in enumerate(subject.guideline.pages):
        if page in subject.missing_pages:
            yield Finding(
                ("pages", position),
                f"there is no page `{page}`",
                "write the page beside guideline.yaml, or take it off the list",
            )
