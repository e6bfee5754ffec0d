"""HTML: one page without scripts and requests, everything escaped."""

from html.parser import HTMLParser
from pathlib import Path

from schemactl.diff.render_html import render_html
from schemactl.diff.report import compare_sides
from tests.diff.repository import two_versions

HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(2)">'


class Tags(HTMLParser):
    """The tags of a page with their attributes."""

    def __init__(self, text: str) -> None:
        """Read the page."""
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_a_page_runs_nothing_and_asks_for_nothing(tmp_path: Path) -> None:
    workspace = two_versions(tmp_path)
    path = workspace.schema_file("sentiment")
    path.write_text(path.read_text().replace("The writer is displeased.", HOSTILE))
    path.write_text(path.read_text().replace("id: negative", "id: negatives"))
    page = render_html(compare_sides(workspace, "sentiment@1.0.0", "sentiment@draft"))
    tags = Tags(page).found
    names = {tag for tag, _ in tags}
    assert not names & {"script", "img", "link", "iframe", "object", "a"}
    assert not [key for _, attrs in tags for key in attrs if key in ("src", "href", "style")]
    assert not [key for _, attrs in tags for key in attrs if key.startswith("on")]
    assert "default-src 'none'" in page
    assert "&lt;script&gt;" in page
    assert "<pre>- {change: recode, task: sentiment, from: negative, to: negatives," in page


def test_what_changed_is_marked(tmp_path: Path) -> None:
    workspace = two_versions(tmp_path)
    page = render_html(compare_sides(workspace, "sentiment@1.0.0", "sentiment@draft"))
    assert "The writer is <ins>very </ins>pleased." in page
    assert "<p>Because: Thanks are no praise.</p>" in page
    assert '<strong class="major">major</strong>' in page
    path = workspace.schema_file("sentiment")
    path.write_text(path.read_text().replace("id: negative", "id: negatives"))
    page = render_html(compare_sides(workspace, "sentiment@1.0.0", "sentiment@draft"))
    assert "<li>recode negative → negatives (0." in page
    assert "<p>Undeclared; add:</p>" in page
    same = render_html(compare_sides(workspace, "sentiment@draft", "sentiment@draft"))
    assert "<p>Nothing changed.</p>" in same
