"""Tests of generator."""

import json
import os
from pathlib import Path

import pytest

from schemactl.errors import SchemactlError
from schemactl.handbook.generator import (
    generate,
    theme_language,
    theme_version,
    versions_of_tools,
)


def a_folder(root: Path, **settings: object) -> Path:
    (root / "docs").mkdir()
    for name in ("index", "other"):
        (root / "docs" / f"{name}.md").write_text(f"# {name}\n", encoding="utf-8")
    file = root / "mkdocs.yml"
    file.write_text(json.dumps({"site_name": "x", "use_directory_urls": False, **settings}))
    return file


def test_only_what_is_asked_for_is_made_again(tmp_path: Path) -> None:
    file = a_folder(tmp_path)
    site = tmp_path / "site"
    generate(file, site)
    kept = (site / "other.html").stat().st_mtime_ns
    (site / "index.html").unlink()
    generate(file, site, ["index.html"])
    assert (site / "index.html").is_file()
    assert (site / "other.html").stat().st_mtime_ns == kept


def test_a_failure_is_told_with_its_reason_and_the_clock_is_given_back(tmp_path: Path) -> None:
    file = a_folder(tmp_path, plugins=["nobody-has-this"])
    with pytest.raises(SchemactlError, match="nobody-has-this"):
        generate(file, tmp_path / "site")
    assert "SOURCE_DATE_EPOCH" not in os.environ


def test_the_tools_have_versions() -> None:
    assert theme_version() in versions_of_tools()


def test_the_theme_has_most_languages_and_varieties_of_them() -> None:
    assert [theme_language(one) for one in ("de", "de-AT", "pt-BR", "tlh")] == [
        "de",
        "de",
        "pt-BR",
        "",
    ]
