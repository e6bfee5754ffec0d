"""Span groups: labels change in place, spans leave, a group follows its labels to another task."""

import zlib
from pathlib import Path

import msgpack
import pytest

from schemactl.errors import SchemactlError
from schemactl.files.doc_bin import BinDoc, BinSpan, read_doc_bin, write_doc_bin
from schemactl.files.rewriting import Relabel
from schemactl.files.spacy_groups import Way, relabeled_groups

SPANS = [BinSpan(0, 1, "A", "s1"), BinSpan(1, 2, "B")]
DOC = BinDoc(["x", "y"], [True, False], None, {"g": SPANS, "h": SPANS, "e": []}, {}, {}, {})
Changes = dict[Way, Relabel | None]


@pytest.fixture
def groups(tmp_path: Path) -> bytes:
    """Return the groups of a document as they stand in a file."""
    write_doc_bin(tmp_path / "a", [DOC])
    return packed_in(tmp_path / "a")


def packed_in(path: Path) -> bytes:
    """Return the groups of the only document of a file."""
    content = msgpack.unpackb(zlib.decompress(path.read_bytes()))
    found: bytes = content["span_groups"][0]
    return found


def read(tmp_path: Path, packed: bytes) -> dict[str, list[BinSpan]]:
    """Return what groups say, in a file that knows all labels."""
    content = msgpack.unpackb(zlib.decompress((tmp_path / "a").read_bytes()))
    content["span_groups"] = [packed]
    content["strings"] += ["C", "D"]
    (tmp_path / "b").write_bytes(zlib.compress(msgpack.packb(content)))
    [doc] = read_doc_bin(tmp_path / "b")
    return doc.groups


def test_what_does_not_change_keeps_its_bytes(groups: bytes) -> None:
    assert relabeled_groups(groups, {}) == groups


def test_labels_change_and_spans_leave(tmp_path: Path, groups: bytes) -> None:
    changes: Changes = {("g", 0): Relabel("g", "C", False), ("g", 1): None}
    found = read(tmp_path, relabeled_groups(groups, changes))
    assert found == {"g": [BinSpan(0, 1, "C", "s1")], "h": SPANS, "e": []}


def test_a_group_without_spans_leaves(tmp_path: Path, groups: bytes) -> None:
    found = read(tmp_path, relabeled_groups(groups, {("g", 0): None, ("g", 1): None}))
    assert found == {"h": SPANS, "e": []}


def test_a_group_follows_its_labels(tmp_path: Path, groups: bytes) -> None:
    changes: Changes = {
        ("g", 0): Relabel("n", "C"),
        ("g", 1): Relabel("n", "D"),
        ("e",): Relabel("f", None),
    }
    found = read(tmp_path, relabeled_groups(groups, changes))
    assert {name: [one.label for one in spans] for name, spans in found.items()} == {
        "n": ["C", "D"],
        "h": ["A", "B"],
        "f": [],
    }
    with pytest.raises(SchemactlError, match="its labels move to g, n"):
        relabeled_groups(groups, {("g", 0): Relabel("n", "C")})
    with pytest.raises(SchemactlError, match="nothing has a place for e/C"):
        relabeled_groups(groups, {("e",): Relabel("e", "C")})


def test_one_group_of_two_names_is_split_where_they_differ(tmp_path: Path, groups: bytes) -> None:
    told = msgpack.unpackb(groups)
    both = msgpack.packb({next(iter(told)): ["g", "h"]})
    found = read(tmp_path, relabeled_groups(both, {("h", 0): None}))
    assert found == {"g": SPANS, "h": SPANS[1:]}
