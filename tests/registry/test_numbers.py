"""Numbers: one way to write each, and no other text."""

import pytest

from schemactl.errors import SchemactlError
from schemactl.registry.numbers import decimal_text


@pytest.mark.parametrize(
    ("text", "written"),
    [("0.50", "0.5"), ("5e-1", "0.5"), ("100", "100"), ("1E+2", "100"), ("-0.1", "-0.1")],
)
def test_a_number_is_written_in_one_way(text: str, written: str) -> None:
    assert decimal_text(text, "metric f1", "") == written


@pytest.mark.parametrize("text", ["", "good", "NaN", "inf", "1e999999", "0x1", "1,5"])
def test_other_texts_are_refused(text: str) -> None:
    with pytest.raises(SchemactlError, match=r"metric f1: .* is no number") as caught:
        decimal_text(text, "metric f1", "write 0.9")
    assert caught.value.hint == "write 0.9"
