"""Prose in one line that an unquoted comma cut in two: found, placed, and mended."""

import pytest

from schemactl.model.finding import Region
from tests.builders import a_document


def mended(text: str) -> str:
    """Return the text with the fixes of its cuts applied."""
    for fix in sorted({cut.fix for cut in a_document(text).cuts}, reverse=True):
        text = text[: fix.start] + fix.text + text[fix.end :]
    return text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{say: Flag it, then wait, id: a}", '{say: "Flag it, then wait", id: a}'),
        ("[Charged twice, or more]", '["Charged twice, or more"]'),
        ("{say: Flag it, then wait, then ask}", '{say: "Flag it, then wait, then ask"}'),
        ("[Charged twice, or more, or less, B c]", '["Charged twice, or more, or less", B c]'),
        ("a: {say: é 😀, x y}\r\nb: c\r\n", 'a: {say: "é 😀, x y"}\r\nb: c\r\n'),
    ],
)
def test_all_parts_become_one_quoted_text(text: str, expected: str) -> None:
    assert mended(text) == expected
    assert a_document(expected).cuts == []


@pytest.mark.parametrize(
    "text",
    [
        "[chargeback, double charge]",
        "[Refund request, Chargeback]",
        "[Money, refund]",
        '["Charged twice", or more]',
        "{say: Flag it, wait: x}",
        "{say: 'Flag it', then wait}",
        "{say: Flag it, wait}",
        "- Charged twice\n- or more\n",
    ],
)
def test_what_may_be_meant_is_left_alone(text: str) -> None:
    assert a_document(text).cuts == []


def test_a_cut_is_placed_at_its_second_half() -> None:
    (cut,) = a_document("x: {say: Flag it, then wait}").cuts
    assert (cut.text, cut.region) == ("then wait", Region(1, 19, 1, 28))


def test_the_cut_off_half_is_no_key() -> None:
    assert a_document("{say: Flag it, then wait}").data == {"say": "Flag it"}
