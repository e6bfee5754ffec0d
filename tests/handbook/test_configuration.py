"""Tests of configuration."""

import json
from pathlib import Path

import pytest

from schemactl.errors import AnswerIsBad, SchemactlError
from schemactl.handbook.book import compile_book
from schemactl.handbook.configuration import SiteSettings, configuration, read_settings
from schemactl.workspace import Workspace
from tests.builders import a_repository
from tests.handbook.editions import an_edition, short


def settings(root: Path, text: str, trust: bool = False) -> SiteSettings:
    (root / "mkdocs.yml").write_text(text, encoding="utf-8")
    return read_settings(Workspace(root), trust)


def test_without_a_file_there_are_defaults(tmp_path: Path) -> None:
    assert read_settings(Workspace(tmp_path)).site_name == "Annotator handbook"


def test_only_the_allow_list_is_read(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "own.css").write_text("", encoding="utf-8")
    (tmp_path / "logo.svg").write_text("<svg/>", encoding="utf-8")
    found = settings(
        tmp_path,
        "site_name: A <b>\nsite_url: https://example.org/\ncopyright: <b onclick=x()>Us</b>\n"
        "theme: {name: other, logo: logo.svg, palette: {primary: teal}, font: {text: X}}\n"
        "extra_css: [own.css]\nplugins: [search]\nrepo_url: x\n"
        "extra: {analytics: x, schemactl: {edit_url: https://example.org/edit/}}\n",
    )
    assert found.copyright == "<b>Us</b>"
    assert found.edit_url == "https://example.org/edit/"
    written = configuration(found, compile_book([an_edition()]))
    assert written["site_name"] == "A &lt;b&gt;"
    assert written["theme"]["palette"] == {"primary": "teal"}
    assert written["theme"]["logo"] == "assets/site/logo.svg"
    assert written["extra_css"] == ["assets/handbook.css", "assets/site/own.css"]
    assert written["theme"]["font"] is False
    assert "repo_url" not in written
    assert "analytics" not in json.dumps(written)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("site_name: a\nhooks: [a.py]\n", "mkdocs.yml:2:1: `hooks`"),
        ("plugins:\n  - search\n  - macros\n", "mkdocs.yml:1:1: `plugins`"),
        ("extra_javascript: [a.js]\n", "mkdocs.yml:1:1: `extra_javascript`"),
        ("theme:\n  name: material\n  custom_dir: a\n", "mkdocs.yml:3:3: `custom_dir`"),
        ("INHERIT: other.yml\n", "mkdocs.yml:1:1: `INHERIT`"),
        ("a: !!python/name:os.system\n", "mkdocs.yml:1:4: "),
        ("a: [\n", "mkdocs.yml:2:1: "),
        ("- a\n", "mkdocs.yml: the file is no mapping"),
    ],
)
def test_what_runs_code_is_an_error_with_its_place(tmp_path: Path, text: str, place: str) -> None:
    with pytest.raises(AnswerIsBad) as caught:
        settings(tmp_path, text)
    assert caught.value.message.startswith(place)


def test_a_trusted_file_brings_its_code(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("", encoding="utf-8")
    (tmp_path / "over").mkdir()
    found = settings(
        tmp_path,
        "hooks: [a.py]\nextra_javascript: [a.js]\ntheme: {custom_dir: over}\n"
        "plugins: [search, {macros: {x: 1}}]\nmarkdown_extensions: [admonition]\n",
        trust=True,
    )
    written = configuration(found, compile_book([an_edition()]))
    assert written["hooks"] == [str(tmp_path / "a.py")]
    assert written["plugins"][1:] == ["offline", {"macros": {"x": 1}}]
    assert written["extra_javascript"] == ["assets/handbook.js", "assets/site/a.js"]
    assert "admonition" in written["markdown_extensions"]
    assert found.theme == tmp_path / "over"


@pytest.mark.parametrize(
    "text",
    [
        "extra_css: [https://example.org/a.css]\n",
        "theme: {logo: ../../etc/passwd}\n",
        "site_url: javascript:x\n",
    ],
)
def test_nothing_comes_from_elsewhere(tmp_path: Path, text: str) -> None:
    with pytest.raises(SchemactlError):
        settings(tmp_path, text)


def test_the_logo_leads_to_the_only_schema() -> None:
    one, two = an_edition(), an_edition(short("a", "b"))
    first = configuration(SiteSettings(), compile_book([one]))
    both = configuration(SiteSettings(), compile_book([one, two]))
    assert first["extra"]["homepage"] == "tickets/index.html"
    assert both["extra"]["homepage"] == "index.html"


def test_words_in_further_languages_come_from_files_of_the_repository(tmp_path: Path) -> None:
    files = {
        "mkdocs.yml": "extra:\n  schemactl:\n    words: {tlh: words/tlh.json}\n",
        "words/tlh.json": '{"None yet.": "wej."}',
    }
    workspace = a_repository(tmp_path, {**files, "schemactl.yaml": ""})
    assert read_settings(workspace).words == {"tlh": {"None yet.": "wej."}}
    for wrong in ("[]", "nonsense", '{"{} labels": "x"}'):
        (tmp_path / "words/tlh.json").write_text(wrong, encoding="utf-8")
        with pytest.raises(SchemactlError, match=r"tlh\.json"):
            read_settings(workspace)
    (tmp_path / "words/tlh.json").unlink()
    with pytest.raises(SchemactlError, match="no such file"):
        read_settings(workspace)
