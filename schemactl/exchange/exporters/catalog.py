"""The table of export formats."""

from schemactl.exchange.exporter import Exporter
from schemactl.exchange.exporters import json_schema

EXPORTERS: dict[str, Exporter] = {
    "json-schema": json_schema,
}
