"""Run lengths as COCO writes them: an encoder written from the published steps is the reverse."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.model.intervals import length
from schemactl.model.run_lengths import painted, read_counts

# Counts 6 1 40 4 5 4 5 4 21 on 9 by 10 pixels, encoded by hand: 40 is 8 + 32 and 1, that is X1;
# 5 - 40 = -35 is 29 + 32 and 30, that is mN; 21 - 5 = 16 has the bit of a sign, so 0 follows it.
BY_HAND = ("61X13mN000`0", [6, 1, 40, 4, 5, 4, 5, 4, 21])


def compressed(counts: list[int]) -> str:
    """Encode counts step by step as COCO's mask code does."""
    text = ""
    for position, count in enumerate(counts):
        rest = count - counts[position - 2] if position > 2 else count
        while True:
            bits, rest = rest & 31, rest >> 5
            if rest == (-1 if bits & 16 else 0):
                text += chr(48 + bits)
                break
            text += chr(48 + bits + 32)
    return text


def test_compressed_counts_are_read() -> None:
    text, counts = BY_HAND
    assert compressed(counts) == text
    assert read_counts(text) == counts


@given(counts=st.lists(st.integers(0, 10**7), min_size=1))
def test_what_is_compressed_is_read_again(counts: list[int]) -> None:
    assert read_counts(compressed(counts)) == counts


def test_lists_are_taken_as_they_are() -> None:
    assert read_counts([0, 3, 2]) == [0, 3, 2]
    assert read_counts((4,)) == [4]


@pytest.mark.parametrize(
    "value", [None, 5, "", "é", "~", "X", "13O", "P" * 40, [1, -1], [1.5], [True], ["1"]]
)
def test_anything_else_is_no_run_lengths(value: object) -> None:
    assert read_counts(value) is None


@given(text=st.text())
def test_no_text_is_a_bug(text: str) -> None:
    counts = read_counts(text)
    assert counts is None or min(counts) >= 0


def test_columns_come_before_rows() -> None:
    # Two columns of three pixels; the run of three begins in the last row of the first column.
    assert painted([2, 3, 1], (3, 2), (0, 0), 3) == [(2, 5)]


def test_a_mask_may_lie_anywhere_in_a_picture() -> None:
    # One pixel to the right, two down, in a picture of six rows.
    assert painted([2, 3, 1], (3, 2), (1, 2), 6) == [(10, 11), (14, 16)]


@given(counts=st.lists(st.integers(0, 9), min_size=2, max_size=9), left=st.integers(0, 3))
def test_every_painted_pixel_stays(counts: list[int], left: int) -> None:
    height = 4
    counts.append(-sum(counts) % height)
    size = (height, sum(counts) // height)
    assert length(painted(counts, size, (left, 1), 9)) == sum(counts[1::2])
