"""Tests of the catalogue of export formats."""

from pathlib import Path

from schemactl.exchange.exporters.catalog import EXPORTERS

FOLDER = Path(__file__).parents[3] / "schemactl" / "exchange" / "exporters"


def test_every_module_stands_in_the_catalogue() -> None:
    modules = {path.stem for path in FOLDER.glob("*.py")} - {"__init__", "catalog"}
    assert modules == {name.replace("-", "_") for name in EXPORTERS}


def test_every_format_says_what_it_makes() -> None:
    assert all(one.TITLE for one in EXPORTERS.values())
