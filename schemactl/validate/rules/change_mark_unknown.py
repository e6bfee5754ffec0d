"""A mark for a page that is not there marks nothing, and the edit that was meant stays unmarked."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.model.similar import nearest
from schemactl.validate.subject import GuidelineSubject


def check(subject: GuidelineSubject) -> Iterator[Finding]:
    """Yield every change whose page neither the draft nor the last release has."""
    pages = list(subject.guideline.pages)
    last = subject.history.last
    # The removal of a page is a change that is marked as well.
    earlier = () if last is None else last.guideline.pages
    for position, change in enumerate(subject.guideline.changes):
        if change.page is not None and change.page not in pages and change.page not in earlier:
            yield Finding(
                ("changes", position, "page"),
                f"there is no page `{change.page}`",
                nearest(change.page, pages) or "name a page of the list, or none for all of them",
            )
