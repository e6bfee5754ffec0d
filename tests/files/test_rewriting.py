"""Tests of rewriting."""

from schemactl.files.rewriting import Splice, spliced


def test_all_other_bytes_stay() -> None:
    assert spliced(b"abcdef", []) == b"abcdef"
    assert spliced(b"abcdef", [Splice(0, 1, b"xy"), Splice(3, 3, b"-"), Splice(4, 6, b"")]) == (
        b"xybc-d"
    )
