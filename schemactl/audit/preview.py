"""Links from a report into a preview of the handbook."""

import re

from schemactl.audit.pull_request import Section
from schemactl.diff.sides import SchemaSide
from schemactl.errors import SchemactlError
from schemactl.handbook.layout import lay_out

# No character that could end a link in Markdown.
_ADDRESS = re.compile(r"https?://[A-Za-z0-9._~:/?#@!$&*+,;=%-]+\Z")


def checked_address(url: str) -> str:
    """Return the address of a preview without its last slash. Raises SchemactlError."""
    if not _ADDRESS.match(url):
        raise SchemactlError(
            f"{url!r} is no web address", "give one that begins with https://, without spaces"
        )
    return url.rstrip("/")


def preview_links(section: Section, url: str) -> dict[str, str]:
    """Return the address of each label's page in a preview, by task/label."""
    if not url or section.comparison is None or not isinstance(section.comparison.new, SchemaSide):
        return {}
    where = lay_out(section.comparison.new.schema).where
    return {
        f"{task}/{label}": f"{url}/{path}.html{f'#{anchor}' if anchor else ''}"
        for (task, label), (path, anchor) in where.items()
    }
