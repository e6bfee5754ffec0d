"""The catalogue of import formats: every module stands in it, under its own name."""

from pathlib import Path

from schemactl.exchange import importers
from schemactl.exchange.importer import Request
from schemactl.exchange.importers.catalog import IMPORTERS


def test_the_folder_is_the_catalogue() -> None:
    folder = Path(importers.__path__[0])
    modules = {path.stem.replace("_", "-") for path in folder.glob("*.py")}
    assert modules - {"--init--", "catalog"} == set(IMPORTERS)


def test_options_are_fields_of_the_request() -> None:
    for importer in IMPORTERS.values():
        assert set(Request._fields) >= importer.OPTIONS
