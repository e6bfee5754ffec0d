"""Reading a source as text: what is no UTF-8 text is refused with its line."""

import pytest

from schemactl.errors import SchemactlError
from schemactl.exchange.importer import Source, text_of


def test_line_ends_and_the_byte_order_mark_are_read_alike() -> None:
    assert text_of(Source("a.csv", b"\xef\xbb\xbfa\r\nb\rc\n")) == "a\nb\nc\n"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "a.csv is empty"),
        (b" \r\n\n", "a.csv is empty"),
        (b"a\nb\x00", "a.csv:2: a zero byte"),
        (b"a\n\nb\xff", "a.csv:3: byte 0xff is not UTF-8"),
        ("ä".encode("utf-16"), "a.csv is not UTF-8 but UTF-16"),
    ],
)
def test_what_is_no_text_is_refused(content: bytes, message: str) -> None:
    with pytest.raises(SchemactlError, match=message) as caught:
        text_of(Source("a.csv", content))
    assert caught.value.hint
