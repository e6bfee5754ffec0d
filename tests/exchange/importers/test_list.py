"""Lists: names become labels in their order."""

import pytest

from schemactl.errors import SchemactlError
from schemactl.exchange.importer import Request, Source
from schemactl.exchange.importers import list as plain_list

REQUEST = Request(name="n")


def test_each_line_is_a_label_at_its_position() -> None:
    found = plain_list.read(Source("a", b"AUX\r\n\naux\nArts & More\nAUX\n"), REQUEST)
    assert found.schema["tasks"][0]["labels"] == [
        {"id": "AUX", "index": 0},
        {"id": "aux", "index": 1},
        {"id": "arts-more", "name": "Arts & More", "index": 2, "aliases": ["Arts & More"]},
        {"id": "AUX-2", "name": "AUX", "index": 3},
    ]
    assert [(remark.kind, remark.line) for remark in found.report] == [
        ("id-replaced", 4),
        ("id-replaced", 5),
        ("repeated-name", 5),
    ]


def test_an_empty_list_is_refused() -> None:
    with pytest.raises(SchemactlError, match="a is empty"):
        plain_list.read(Source("a", b"\n \n"), REQUEST)
