"""Printable text: nothing in it hides itself, steers a terminal or turns the text around."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.model.printable import visible


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("caf\u00e9 \u65e5\u672c", "caf\u00e9 \u65e5\u672c"),
        ("a\n\tb\r", "a  b "),
        ("\x1b[31mred\x07", "\\x1b[31mred\\x07"),
        ("safe\u202eevil", "safe\\u202eevil"),
        ("half \udcff", "half \\udcff"),
        ("\U0001f469\u200d\U0001f680", "\U0001f469\u200d\U0001f680"),
    ],
)
def test_what_hides_itself_is_spelled_out(text: str, expected: str) -> None:
    assert visible(text) == expected


@given(st.text())
def test_what_is_shown_can_be_written_and_stays_on_its_line(text: str) -> None:
    shown = visible(text)
    assert "\x1b" not in shown
    assert len(shown.encode().splitlines()) <= 1
