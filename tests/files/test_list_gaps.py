"""Tests of records that leave a list."""

import pytest

from schemactl.files.dataset import Record
from schemactl.files.list_gaps import ListGaps
from schemactl.files.rewriting import Splice
from tests.files.rewriting_laws import applied


@pytest.mark.parametrize(
    ("fates", "left"),
    [
        ("++++", b"[a, b,c ,d]"),
        ("----", b"[]"),
        ("-+++", b"[b,c ,d]"),
        ("--+-", b"[c]"),
        ("+--+", b"[a ,d]"),
        ("+-+-", b"[a,c]"),
    ],
)
def test_one_comma_leaves_with_each_element(fates: str, left: bytes) -> None:
    content, edits, gaps = b"[a, b,c ,d]", [], ListGaps()
    for name, fate in zip(b"abcd", fates, strict=True):
        at = content.index(name)
        record = Record(1, at, bytes([name]), {}, (), "list")
        splices = gaps.keep(record) if fate == "+" else gaps.cut(record)
        edits += [Splice(at + begin, at + end, new) for begin, end, new in splices]
    assert applied(content, edits) == left


def test_each_section_is_a_list_of_its_own() -> None:
    gaps = ListGaps()
    assert gaps.cut(Record(1, 5, b"a", {}, (), "one")) == [Splice(0, 1, b"")]
    assert gaps.keep(Record(1, 9, b"b", {}, (), "other")) == []
    assert gaps.cut(Record(1, 12, b"c", {}, (), "other")) == [Splice(-2, 1, b"")]


def test_records_that_all_stay_are_passed_by_at_once() -> None:
    gaps = ListGaps()
    assert not gaps.is_owed("list")
    gaps.cut(Record(1, 5, b"a", {}, (), "list"))
    assert gaps.is_owed("list")
    assert not gaps.is_owed("other")
    gaps.pass_by("list", 20)
    assert not gaps.is_owed("list")
    assert gaps.cut(Record(1, 22, b"b", {}, (), "list")) == [Splice(-2, 1, b"")]
