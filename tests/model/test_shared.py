"""Overlaps: nothing shared and not counted are different."""

from schemactl.model.shared import Overlap
from schemactl.releases.canonical import canonical_bytes


def test_what_was_not_counted_is_not_written() -> None:
    assert canonical_bytes(Overlap(other="dataset:a@1")) == b'{"other":"dataset:a@1"}\n'
    assert canonical_bytes(Overlap(other="dataset:a@1", items=0)) == (
        b'{"items":0,"other":"dataset:a@1"}\n'
    )
