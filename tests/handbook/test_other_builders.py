"""Acceptance M1 of the handbook: other builders make the same pages of what we compile."""

import re
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest

from schemactl.handbook.book import compile_book
from schemactl.handbook.configuration import SiteSettings
from schemactl.handbook.edition import read_editions
from schemactl.handbook.rendering import render_book
from schemactl.workspace import Workspace
from tests.handbook.test_site import Page

ROOT = Path(__file__).parents[2]
# Each is given the folder with mkdocs.yml; the second writes to `site` beside it.
BUILDERS = {"properdocs": ["build", "-q", "-d", "site"], "zensical": ["build"]}
_ARTICLE = re.compile(
    r"<article class=\"md-content__inner md-typeset\">(.*?)</article>\s*</div>", re.S
)
_TAG = re.compile(r"<[^>]*>")


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the HTML of the shipped schemas by MkDocs; the sources are in the folder above."""
    book = compile_book(read_editions(Workspace(ROOT)))
    return render_book(tmp_path_factory.mktemp("built"), SiteSettings(), book)


def article(file: Path) -> str:
    """Return the text of a page's article, blanks folded."""
    found = _ARTICLE.search(file.read_text(encoding="utf-8"))
    assert found, file
    # Builders differ in the sign of the link beside a heading.
    text = re.sub(r"<a class=\"headerlink\".*?</a>", "", found.group(1))
    # Words for the search are tags, which one of them writes and hides.
    text = re.sub(r"<nav class=\"md-tags\" hidden>.*?</nav>", "", text, flags=re.DOTALL)
    return " ".join(unescape(_TAG.sub(" ", text)).split())


@pytest.mark.parametrize("builder", BUILDERS)
def test_another_builder_makes_the_same_pages(ours: Path, builder: str) -> None:
    folder = ours.parent
    command = [sys.executable, "-m", builder, *BUILDERS[builder], "-f", "mkdocs.yml"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    site = folder / "site"
    pages = sorted(path.relative_to(folder / "docs") for path in (folder / "docs").rglob("*.md"))
    assert len(pages) > 100
    for page in pages:
        name = page.with_suffix(".html")
        assert article(site / name) == article(ours / name), (builder, name)
        built = Page((site / name).read_text(encoding="utf-8"))
        assert not [one for one in built.loaded if one.startswith(("http:", "https:", "//"))]
        theirs = set(Page((ours / name).read_text(encoding="utf-8")).ids)
        own = {one for one in theirs if not one.startswith("__")}
        assert own <= set(built.ids), (builder, name)
