"""An annotator who opens a page in need and finds it empty does not come back."""

import re
from collections.abc import Iterator

from schemactl.model.finding import Finding, Region
from schemactl.validate.subject import GuidelineSubject

_NO_TEXT = re.compile(r"(?m)<!--(?:.|\n)*?-->|^ {0,3}#.*$|^ {0,3}[=-]+[ \t]*$")


def check(subject: GuidelineSubject) -> Iterator[Finding]:
    """Yield every page that has nothing but headings and comments."""
    for page in subject.pages:
        if not _NO_TEXT.sub("", page.text).strip():
            yield Finding(
                (),
                f"page `{page.name}` has no text",
                "write it, or take it off the list in guideline.yaml until it is written",
                None,
                page.file,
                Region(1, 1, 1, 2),
            )
