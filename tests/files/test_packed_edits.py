"""Packed edits turn the bytes of one map into those of another, and hold little besides."""

from typing import Any

import msgpack
from hypothesis import given
from hypothesis import strategies as st

from schemactl.files.packed_edits import packed_edits
from schemactl.files.rewriting import spliced

VALUES = st.one_of(
    st.lists(st.one_of(st.text(max_size=4), st.integers(0, 2**40))),
    st.binary(max_size=300),
    st.text(max_size=5),
    st.dictionaries(st.text(max_size=3), st.floats(allow_nan=False), max_size=3),
)


@given(st.lists(st.tuples(VALUES, VALUES), max_size=4))
def test_edits_lead_from_one_map_to_the_other(pairs: list[tuple[Any, Any]]) -> None:
    old = {f"k{at}": before for at, (before, _) in enumerate(pairs)}
    new = {f"k{at}": after for at, (_, after) in enumerate(pairs)}
    content = msgpack.packb(old)
    edits = packed_edits(content, old, new)
    assert spliced(content, edits) == msgpack.packb(new)
    assert packed_edits(content, old, old) == []


def test_an_edit_holds_what_changed() -> None:
    old = {"tokens": bytes(8000), "strings": [f"word {at}" for at in range(500)]}
    new = {"tokens": bytes(4000) + b"\1" + bytes(3999), "strings": [*old["strings"], "new"]}
    edits = packed_edits(msgpack.packb(old), old, new)
    assert sum(end - begin + len(one) for begin, end, one in edits) < 200


def test_what_other_software_packed_is_taken_as_a_whole() -> None:
    # The number 1 in nine bytes.
    content = b"\x81\xa1a\xcf" + (1).to_bytes(8, "big")
    [edit] = packed_edits(content, {"a": 1}, {"a": 2})
    assert (edit.begin, edit.end) == (0, len(content))
    assert spliced(content, [edit]) == msgpack.packb({"a": 2})
