"""Text in XML: what is escaped is what the standard library escapes."""

from xml.sax import saxutils

from hypothesis import given
from hypothesis import strategies as st

from schemactl.files.xml_text import escape, quoteattr


@given(st.text(st.sampled_from("a&<>\"'\n\r\t é")))
def test_texts_are_escaped_as_the_standard_library_does(text: str) -> None:
    assert escape(text) == saxutils.escape(text)
    assert quoteattr(text) == saxutils.quoteattr(text)
