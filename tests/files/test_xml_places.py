"""Tests of where elements stand in XML."""

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from schemactl.files.xml_places import attribute_span, element_of, escaped, with_space

RAW = (
    b"<a x = '1>' y=\"'2'\"><!-- <b> --><b/> \n <c z=\"&lt;/a>\"><![CDATA[</c>]]></c >"
    b"<?b </a> ?>text</a>"
)


def test_elements_are_found_whatever_stands_between_them() -> None:
    root = element_of(RAW)
    assert root is not None
    assert (root.name, root.begin, root.end) == (b"a", 0, len(RAW))
    one, other = root.children
    assert (RAW[one.begin : one.end], one.is_alone) == (b"<b/>", True)
    assert RAW[other.begin : other.end] == b'<c z="&lt;/a>"><![CDATA[</c>]]></c >'
    assert RAW[other.inner : other.close] == b"<![CDATA[</c>]]>"
    assert not other.is_alone
    assert RAW[slice(*with_space(RAW, other))].startswith(b" \n <c")


def test_attributes_are_found_by_their_names() -> None:
    root = element_of(RAW)
    assert root is not None
    assert RAW[slice(*attribute_span(RAW, root, b"x"))] == b"1>"
    assert RAW[slice(*attribute_span(RAW, root, b"y"))] == b"'2'"


def test_bytes_without_tags_of_ascii_have_no_element() -> None:
    assert element_of("<a></a>".encode("utf-16")) is None
    assert element_of(b"</a>") is None


@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), max_size=9))
def test_escaped_text_is_read_back(text: str) -> None:
    for quote in (b"'", b'"'):
        raw = b"<a x=" + quote + escaped(text) + quote + b"/>"
        assert ElementTree.fromstring(raw).get("x") == text
