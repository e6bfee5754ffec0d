"""Tests of reading XML element by element."""

from io import BytesIO
from pathlib import Path

import pytest

from schemactl.errors import SchemactlError
from schemactl.files import xml_records
from schemactl.files.xml_records import XmlRecord, read_records

SAMPLE = b"""<?xml version="1.0" encoding="utf-8"?>
<all>
  <a x="1 > 0">t<b/>u</a>
  <c y='>'/><!-- <d/> -->
  <e/>
</all>
"""


def read(content: bytes) -> list[XmlRecord]:
    return list(read_records(Path("a.xml"), BytesIO(content), "all"))


@pytest.mark.parametrize("block", [1, 7, 1000])
def test_elements_have_their_bytes_and_lines(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_records, "BLOCK", block)
    found = read(SAMPLE)
    assert [record.raw for record in found] == [
        b'<a x="1 > 0">t<b/>u</a>',
        b"<c y='>'/>",
        b"<e/>",
    ]
    assert [record.line for record in found] == [3, 4, 5]
    for record in found:
        assert SAMPLE[record.offset :].startswith(record.raw)
    assert found[0].node.told() == {
        "tag": "a",
        "x": "1 > 0",
        "#text": "tu",
        "#children": [{"tag": "b"}],
    }
    assert found[0].node.child("b") is not None
    assert found[0].node.child("b", "c") is None


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'<!DOCTYPE a [<!ENTITY x "y">]>\n<all>&x;</all>', r"a\.xml:1: a document type `a`"),
        (b'<!DOCTYPE a SYSTEM "file:///x">\n<all/>', r"a\.xml:1: a document type `a`"),
        (b"<all>\n<a>", r"a\.xml:2: not valid XML: no element found"),
        (b"<all>\n<a></b></all>", r"a\.xml:2: not valid XML: mismatched tag in column 6"),
        (b"<all>&x;</all>", r"a\.xml:1: not valid XML: undefined entity"),
        (b"<all>" + b"<a>" * 200, r"a\.xml:1: elements stand in each other"),
        (b"<some/>", r"a\.xml:1: <some> where <all> is expected"),
        (b"<all>\xff</all>", r"a\.xml:1: not valid XML"),
        (b"", r"a\.xml:1: not valid XML: no element found"),
        (b'<?xml version="1.0" encoding="odd"?><all/>', r"a\.xml:1: not valid XML: unknown encod"),
    ],
)
def test_bad_bytes_have_a_line_and_a_column(content: bytes, message: str) -> None:
    with pytest.raises(SchemactlError, match=message):
        read(content)


def test_an_element_without_end_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_records, "BLOCK", 64)
    monkeypatch.setattr(xml_records, "LONGEST", 500)
    with pytest.raises(SchemactlError, match=r"a\.xml:2: an element of more than"):
        read(b"<all>\n<a>" + b"x" * 2000)
