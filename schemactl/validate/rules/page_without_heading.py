"""A page is found in the handbook by its heading: without one it is called by its file name."""

import re
from collections.abc import Iterator

from schemactl.model.finding import Finding, Region
from schemactl.validate.subject import GuidelineSubject

# Both ways in which Markdown writes a heading of the first level.
_HEADING = re.compile(r"(?m)^ {0,3}#[ \t]+\S|^ {0,3}\S.*\n {0,3}=+[ \t]*$")
_CODE = re.compile(r"(?ms)^(`{3,}|~{3,}).*?^\1[^\n]*$")


def check(subject: GuidelineSubject) -> Iterator[Finding]:
    """Yield every page with text that has no heading of the first level."""
    for page in subject.pages:
        if page.text.strip() and not _HEADING.search(_CODE.sub("", page.text)):
            yield Finding(
                (),
                f"page `{page.name}` has no heading",
                "start it with a line such as `# How to label`",
                None,
                page.file,
                Region(1, 1, 1, 2),
            )
