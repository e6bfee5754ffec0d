"""TSV: CSV with tabs, in which quotes are characters like any other."""

from schemactl.exchange.importer import Imported, Request, Source
from schemactl.exchange.importers import csv

OPTIONS = csv.OPTIONS


def read(source: Source, request: Request) -> Imported:
    """Draft a schema from a table."""
    return csv.read(source, request._replace(delimiter=request.delimiter or "\t"))
