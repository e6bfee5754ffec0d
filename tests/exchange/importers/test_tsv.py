"""TSV: tabs, whatever the file is called."""

from schemactl.exchange.importer import Request, Source
from schemactl.exchange.importers import tsv


def test_tabs_part_cells_and_quotes_are_text() -> None:
    found = tsv.read(Source("a.txt", b'id\tname\r\na\t5" disk, "B"\r\n'), Request(name="n"))
    assert found.schema["tasks"][0]["labels"] == [{"id": "a", "name": '5" disk, "B"'}]


def test_another_delimiter_can_be_given() -> None:
    found = tsv.read(Source("a.txt", b"id;name\na;A\n"), Request(name="n", delimiter=";"))
    assert found.labels == 1
