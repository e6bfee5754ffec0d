"""The table of import formats."""

from schemactl.exchange.importer import Importer
from schemactl.exchange.importers import csv, json_tree, tsv
from schemactl.exchange.importers import list as plain_list

IMPORTERS: dict[str, Importer] = {
    "csv": csv,
    "tsv": tsv,
    "json-tree": json_tree,
    "list": plain_list,
}
