"""A guideline that stops before the latest release leaves those who label under it without one."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.model.version import admits, latest, precedence
from schemactl.validate.subject import GuidelineSubject


def check(subject: GuidelineSubject) -> Iterator[Finding]:
    """Yield a range that admits other versions of the schema, and not its latest release."""
    covers = subject.guideline.covers
    newest = latest(list(subject.released))
    # A range that admits no version at all has its own rule.
    if newest is None or admits(covers.versions, newest) or not subject.schemas:
        return
    drafted = subject.drafted
    # Beside the draft of the next version the guideline may well be written for that one.
    is_ahead = drafted and precedence(drafted) > precedence(newest)
    if not (is_ahead and admits(covers.versions, str(drafted))):
        yield Finding(
            ("schema", "versions"),
            f"`{covers.versions}` leaves out {covers.name}@{newest}, the latest release",
            "read the pages against its changes, then widen the range",
        )
