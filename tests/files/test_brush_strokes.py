"""Tests of brush strokes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.files.brush_strokes import read_strokes, write_strokes


def packed(bits: str) -> list[int]:
    """Return the bytes of a text of bits."""
    bits = bits.replace(" ", "")
    bits += "0" * (-len(bits) % 8)
    return [int(bits[at : at + 8], 2) for at in range(0, len(bits), 8)]


def test_a_stream_of_bits_is_read_by_its_definition() -> None:
    # 2 x 1 pixels are 8 values of 8 bits; lengths have 3, 4, 9 or 16 bits. The first block is four
    # single values with alpha 255, the second repeats 0 four times.
    header = f"{8:032b} 00111 0010 0011 1000 1111"
    single = "0 00 011 00000001 00000010 00000011 11111111"
    repeated = "1 00 011 00000000"
    assert read_strokes(packed(f"{header} {single} {repeated}"), 2, 1) == [0, 1, 1]


@given(st.lists(st.booleans(), min_size=15, max_size=15))
def test_there_and_back(painted: list[bool]) -> None:
    counts, value = [0], False
    for is_painted in painted:
        if is_painted != value:
            counts.append(0)
            value = is_painted
        counts[-1] += 1
    assert read_strokes(write_strokes(counts, 5, 3), 5, 3) == counts


def test_long_runs_are_split() -> None:
    assert read_strokes(write_strokes([0, 200 * 300], 200, 300), 200, 300) == [0, 60000]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ([1, "2"], "a list of bytes"),
        ([1, 300], "a list of bytes"),
        ([0, 0], "end too early"),
        (write_strokes([6], 3, 2), "of 6 pixels, not of 3 x 3"),
        (write_strokes([9], 3, 3)[:-2], "end too early"),
        (packed(f"{36:032b} 00111 0010 0011 1000 1111 1 10 111111111 0"), "more values"),
    ],
)
def test_broken_strokes_are_refused(content: list[int], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read_strokes(content, 3, 3)
