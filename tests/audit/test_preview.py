"""Links into a preview of the handbook."""

from pathlib import Path

import pytest

from schemactl.audit.preview import checked_address, preview_links
from schemactl.audit.pull_request import Section
from schemactl.diff.report import compare_sides
from schemactl.errors import SchemactlError
from tests.diff.repository import two_versions


@pytest.mark.parametrize(
    "url", ["", "ftp://a", "javascript:1", "https://a b", "https://a/)", "//a"]
)
def test_only_web_addresses_are_taken(url: str) -> None:
    with pytest.raises(SchemactlError, match="no web address"):
        checked_address(url)


def test_the_last_slash_does_not_matter() -> None:
    assert checked_address("https://example.org/pr-1/") == "https://example.org/pr-1"


def test_labels_lead_to_their_pages(tmp_path: Path) -> None:
    workspace = two_versions(tmp_path)
    schema = compare_sides(workspace, "sentiment@1.0.0", "sentiment@draft")
    section = Section("schema", "sentiment", comparison=schema)
    links = preview_links(section, "https://example.org")
    page = "https://example.org/sentiment/labels/positive.html"
    assert links["sentiment/positive"] == page
    assert preview_links(section, "") == {}
    side = "guideline:sentiment@1.0.0"
    guideline = Section("guideline", "sentiment", comparison=compare_sides(workspace, side, side))
    assert preview_links(guideline, "https://example.org") == {}
