"""Tests of selection: what is asked for is made, whether or not there is a file."""

from pathlib import Path

import pytest

from schemactl.handbook.generator import generate
from tests.handbook.test_generator import a_folder


@pytest.mark.parametrize("selected", [[], ["index.html"], ["other.html"], ["a", "index.html"]])
def test_selected_pages_are_made_and_no_other(tmp_path: Path, selected: list[str]) -> None:
    file, site = a_folder(tmp_path), tmp_path / "site"
    site.mkdir()
    (site / "other.html").write_text("as it was", encoding="utf-8")
    generate(file, site, selected)
    assert (site / "index.html").exists() is ("index.html" in selected)
    is_made = (site / "other.html").read_text(encoding="utf-8") != "as it was"
    assert is_made is ("other.html" in selected)
    assert (site / "sitemap.xml").is_file()
