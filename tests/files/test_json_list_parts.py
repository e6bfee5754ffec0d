"""JSON list parts: a list is cut where objects end, whatever stands in strings."""

import re
from io import BytesIO

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.files import json_list_parts
from schemactl.files.json_list_parts import ListParts

TEXTS = st.text(alphabet='{}[]",:\\a', max_size=6)
OBJECTS = st.dictionaries(TEXTS, TEXTS | st.lists(st.dictionaries(TEXTS, TEXTS)), max_size=3)


def parts_of(text: bytes, size: int = 1) -> list[bytes]:
    """Return the objects of each part, which is cut again where it is no list of objects."""
    found, offset = [], 0
    parts = ListParts(BytesIO(text), True, size)
    while (part := parts.next()) is not None:
        if not is_list(part.content[part.begin :]):
            part = parts.again()
            assert part is not None
        assert text[offset:].startswith(part.content)
        offset += len(part.content)
        found.append(part.content[part.begin :])
    assert parts.last() == text[offset:]
    return found


def is_list(text: bytes) -> bool:
    """Tell whether text is a list once it stands in brackets."""
    try:
        orjson.loads(b"[" + text + b"]")
    except orjson.JSONDecodeError:
        return False
    return True


@given(
    st.lists(OBJECTS, min_size=1, max_size=5),
    st.sampled_from([b",", b", ", b",\n", b" ,\t"]),
    st.integers(1, 60),
)
def test_parts_are_the_list(objects: list[object], gap: bytes, size: int) -> None:
    text = b"\xef\xbb\xbf [" + gap.join(map(orjson.dumps, objects)) + b"\n]\n"
    found = parts_of(text, size)
    assert [one for part in found for one in orjson.loads(b"[" + part + b"]")] == objects


def test_parts_are_about_as_long_as_they_are_to_be() -> None:
    assert [len(one) for one in parts_of(b"[{},{},{},{},{}]", 8)] == [5, 5, 2]


def test_reading_goes_on_behind_an_object() -> None:
    parts = ListParts(BytesIO(b" , {} ]"), False)
    assert parts.next() == (b" , {}", 3)
    assert parts.next() is None
    assert parts.last() == b" ]"


@pytest.mark.parametrize(
    "text", [b"[]", b"{}", b"", b"[{}", b"[{},]", b"[{}] {}", b"[1]", b"[{", b"[{} {}]", b"[{}}]"]
)
def test_what_is_no_list_of_objects_has_no_end(text: bytes) -> None:
    parts = ListParts(BytesIO(text), True)
    while (part := parts.next()) is not None:
        if not is_list(part.content[part.begin :]):
            break
    assert part is not None or parts.last() is None


def test_objects_that_are_too_long_are_left_to_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_list_parts, "_LONGEST", 100)
    parts = ListParts(BytesIO(b'[{"a":"' + b"a" * 1000 + b'"}]'), True, 10)
    assert parts.next() is None
    assert parts.last() is None


def test_a_backslash_at_the_end_of_what_was_read_is_no_end() -> None:
    text = rb'[{"a":"}\\"},{"b":"\"}"}]'
    for size in range(1, len(text)):
        assert re.sub(rb"[\[\]]", b"", text) == b",".join(parts_of(text, size))
