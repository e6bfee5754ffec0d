"""Tests of counting: a whole build, and one of what is missing."""

from pathlib import Path

from schemactl.handbook.generator import generate
from tests.handbook.test_generator import a_folder


def test_every_page_that_is_made_is_counted_and_no_other(tmp_path: Path) -> None:
    file, site = a_folder(tmp_path), tmp_path / "site"
    told: list[float] = []
    generate(file, site, report=told.append)
    assert told == [0.0, 0.5, 1.0]
    (site / "other.html").unlink()
    told.clear()
    generate(file, site, ["other.html"], told.append)
    assert told == [0.0, 1.0]
