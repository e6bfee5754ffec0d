"""Tests of what JSON documents share."""

import hashlib

from schemactl.files.dataset import Record, Use
from schemactl.files.json_documents import (
    as_count,
    as_list,
    as_object,
    as_text,
    content_id,
    first_objects,
    malformed,
    objects_in,
    with_uses,
)
from schemactl.model.annotation import Annotation


def test_only_whole_objects_in_lines_are_looked_at() -> None:
    assert list(first_objects(b'\xef\xbb\xbf{"a": 1}\n[2]\n{"b"\n{"c": 3}\n')) == [
        {"a": 1},
        {"c": 3},
    ]
    assert not list(first_objects(b'[{"a": 1}]'))


def test_cells_are_what_they_are_asked_for_or_nothing() -> None:
    assert [as_text(value) for value in ("x", 3, True, None, 1.5)] == ["x", "3", None, None, None]
    assert (as_object([1]), as_object({"a": 1})) == ({}, {"a": 1})
    assert (as_list("x"), as_list([1])) == ([], [1])
    assert objects_in([{"a": 1}, 2]) == [{"a": 1}]
    assert [as_count(n) for n in (0, 2**63 - 1, 2**63, -1, True, 1.0)] == [
        0,
        2**63 - 1,
        *[None] * 4,
    ]


def test_uses_and_problems_are_sorted_out() -> None:
    use, problem = Use(Annotation("1")), malformed("1", "why")
    record = with_uses(Record(1, 0, b"", {}), iter([problem, use]))
    assert (record.uses, record.problems) == ((use,), (problem,))
    assert problem[:2] == ("malformed-annotation", "1")


def test_an_item_without_id_is_known_by_its_text() -> None:
    assert content_id("x") == f"sha256:{hashlib.sha256(b'x').hexdigest()}"
