"""Tests of the shortcut: what is built with it is what MkDocs builds, to the byte."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from schemactl.handbook import shortcut
from schemactl.handbook.book import Book, compile_book
from schemactl.handbook.configuration import SiteSettings, configuration
from schemactl.handbook.edition import read_editions
from schemactl.handbook.generator import generate
from schemactl.handbook.markup import fragment, heading, page
from schemactl.handbook.rendering import render_book
from schemactl.handbook.shortcut import CompiledPage, Shortcut, fits
from schemactl.workspace import Workspace
from tests.handbook.test_rendering import a_book, content

ROOT = Path(__file__).parents[2]
_CHARACTERS = st.characters(exclude_categories=["Cs"])
_WORDS = st.text(_CHARACTERS, min_size=1, max_size=30).filter(lambda text: text.strip())
_ANCHORS = st.sampled_from(["", "", "a", "b-1", "task.label~0f", "überblick"])
_BLOCKS = st.one_of(
    st.builds(heading, st.integers(1, 6), _WORDS, _ANCHORS),
    _WORDS.map(lambda text: fragment(text.replace("<", "&lt;").replace("&", "&amp;"))),
)


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> MkDocsConfig:
    """Return the configuration of a handbook as MkDocs reads it."""
    return configured(tmp_path_factory.mktemp("site"), a_book())


def configured(folder: Path, book: Book, **more: object) -> MkDocsConfig:
    (folder / "docs").mkdir()
    (folder / "theme").mkdir()
    file = folder / "mkdocs.yml"
    file.write_text("{}\n")
    return load_config(str(file), **{**configuration(SiteSettings(), book), **more})


def made(kind: type[Page], text: str, config: MkDocsConfig) -> tuple[object, ...]:
    file = File("x.md", src_dir=None, dest_dir=config.site_dir, use_directory_urls=False)
    file.content_string = text
    one = kind(None, file, config)
    one.read_source(config)
    one.render(config, Files([file]))
    return one.content, str(one.toc), one.meta, one.title


@given(st.lists(_BLOCKS, max_size=8), st.dictionaries(st.sampled_from("ab"), _WORDS, max_size=1))
def test_every_page_of_ours_is_what_mkdocs_makes_of_it(
    settings: MkDocsConfig, blocks: list[str], meta: dict[str, str]
) -> None:
    text = page(meta, fragment("first"), *blocks)
    assert made(CompiledPage, text, settings) == made(Page, text, settings)


@pytest.mark.parametrize(
    "text",
    [
        *("# First\n\n<div>x</div>\n", "<div>x</div>\n\n*words*\n", "<div>\n*x*\n</div>\n", ""),
        *("---\ntitle: x\n---\n<div>x</div>\n", "<div>x</div>\n\n# a*b*\n", "<div>\tx</div>\n"),
    ],
)
def test_other_pages_are_left_to_mkdocs(settings: MkDocsConfig, text: str) -> None:
    assert made(CompiledPage, text, settings) == made(Page, text, settings)


def test_the_handbook_of_this_repository_is_the_same_without_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = compile_book(read_editions(Workspace(ROOT)))
    quick = content(render_book(tmp_path / "quick", SiteSettings(), book))
    monkeypatch.setattr(shortcut, "fits", lambda _: False)
    assert content(render_book(tmp_path / "plain", SiteSettings(), book)) == quick


def test_no_page_of_a_book_needs_markdown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left = []
    render = Page.render

    def watched(self: Page, config: MkDocsConfig, files: Files) -> None:
        left.append(self.file.src_uri)
        render(self, config, files)

    monkeypatch.setattr(Page, "render", watched)
    render_book(tmp_path, SiteSettings(), a_book())
    generate(tmp_path / "mkdocs.yml", tmp_path / "part", ["tickets/labels/refund.html"])
    assert not left


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, True),
        ({"plugins": []}, True),
        ({"plugins": ["material/tags"]}, False),
        ({"markdown_extensions": ["attr_list", "admonition"]}, False),
    ],
)
def test_it_is_taken_only_where_nothing_else_reads_the_pages(
    tmp_path: Path, more: dict[str, object], expected: bool
) -> None:
    config = configured(tmp_path, a_book(), **more)
    assert fits(config) is expected


def test_a_site_without_search_needs_no_index(tmp_path: Path) -> None:
    config = configured(tmp_path, a_book(), plugins=[])
    Shortcut().on_pre_build(config=config)
    assert not config.plugins
