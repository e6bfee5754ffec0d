"""A page that nobody lists stands in no handbook: its author believes that annotators read it."""

from collections.abc import Iterator

from schemactl.model.finding import Finding, Region
from schemactl.validate.subject import GuidelineSubject


def check(subject: GuidelineSubject) -> Iterator[Finding]:
    """Yield every Markdown file beside guideline.yaml that `pages` does not name."""
    for file in subject.unlisted:
        name = file.rpartition("/")[2]
        yield Finding(
            (),
            f"page `{name}` is not listed, so no handbook shows it",
            f"add `{name}` to `pages:`, or move the file elsewhere",
            None,
            file,
            Region(1, 1, 1, 2),
        )
