"""What data of label matrices is known by."""

from pathlib import Path

import pytest

from schemactl.files.signs.label_matrix import recognise


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"\x93NUMPY\x01\x00", True),
        (b"\xef\xbb\xbfitem,lf_a,lf_b\nd1,0,-1\n", True),
        (b"item,lf_a,lf_b\nd1,0,1\n", False),
        (b"item,lf_a,lf_b\nd1,a,-1\n", False),
        (b"item,lf_a,lf_b\nd1,0,-1\nd2,0\n", False),
        (b"item,label\nd1,-1\n", False),
    ],
)
def test_whole_numbers_from_minus_one_are_its_mark(head: bytes, expected: bool) -> None:
    assert recognise(Path("a.csv"), head) is expected
