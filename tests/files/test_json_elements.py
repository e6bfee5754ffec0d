"""Tests of reading JSON value by value."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemactl.errors import SchemactlError
from schemactl.files import json_elements, json_knife
from schemactl.files.json_element import Element, decode
from schemactl.files.json_elements import read_elements

LISTS = {"images", "annotations"}

texts = st.text(st.sampled_from('ab"\\{}[]:, \n\u00e9\U0001f600'), max_size=8)
scalars = st.none() | st.booleans() | st.integers(-9, 10**6) | texts
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)
objects = st.dictionaries(texts, values, max_size=3)
blanks = st.sampled_from(["", " ", "\n", "\r\n\t "])


@pytest.fixture(scope="session")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file that examples may overwrite."""
    return tmp_path_factory.mktemp("elements") / "data.json"


def read(path: Path, content: bytes, block_size: int = 7, **given: Any) -> list[Element]:
    path.write_bytes(content)
    return list(read_elements(path, LISTS, block_size=block_size, **given))


def decoded(path: Path, content: bytes, block_size: int) -> list[Any]:
    """Return the values of all elements."""
    return [decode(path, element) for element in read(path, content, block_size)]


def spaced(value: Any, blank: str) -> str:
    """Write JSON with blanks around its commas and colons."""
    return json.dumps(
        value, ensure_ascii=False, separators=(f"{blank},{blank}", f"{blank}:{blank}")
    )


@settings(deadline=None)
@given(st.lists(objects, max_size=4), blanks, st.sampled_from([2, 7, 40]))
def test_a_list_is_its_objects(
    scratch: Path, wanted: list[Any], blank: str, block_size: int
) -> None:
    content = (blank + spaced(wanted, blank) + blank).encode()
    found = read(scratch, content, block_size)
    assert [decode(scratch, element) for element in found] == wanted
    for element in found:
        end = element.offset + len(element.raw)
        assert content[element.offset : end] == element.raw
        assert element.line == 1 + content[: element.offset].count(b"\n")
        assert (element.key, element.is_one_of) == (None, True)


@settings(deadline=None)
@given(
    st.dictionaries(texts, values),
    st.lists(objects, max_size=3),
    st.lists(objects, max_size=3),
    blanks,
    st.sampled_from([2, 7, 40]),
)
def test_an_object_is_its_values_and_the_objects_of_named_lists(
    scratch: Path,
    others: dict[str, Any],
    images: list[Any],
    annotations: list[Any],
    blank: str,
    block_size: int,
) -> None:
    whole = {"images": images} | others | {"annotations": annotations}
    content = spaced(whole, blank).encode()
    again: dict[str, Any] = {"images": [], "annotations": []}
    for element in read(scratch, content, block_size):
        assert content[element.offset : element.offset + len(element.raw)] == element.raw
        value = decode(scratch, element)
        if element.is_one_of:
            again[str(element.key)].append(value)
        else:
            again[str(element.key)] = value
    assert again == whole
    only = read(scratch, content, block_size, wanted={"annotations"})
    assert [decode(scratch, element) for element in only] == annotations


@settings(deadline=None)
@given(
    st.lists(objects, min_size=1, max_size=3),
    st.integers(0, 60),
    st.sampled_from('{}[],:"x1\\ '),
    st.sampled_from([2, 7, 40]),
)
def test_what_python_refuses_is_refused(
    scratch: Path, value: list[Any], at: int, inserted: str, block_size: int
) -> None:
    whole = json.dumps({"images": value}, ensure_ascii=False)
    at %= len(whole)
    broken = whole[:at] + inserted + whole[at:]
    try:
        expected = json.loads(broken)
    except ValueError:
        with pytest.raises(SchemactlError, match=r"data\.json:\d+:\d+: "):
            decoded(scratch, broken.encode(), block_size)
    else:
        if all(isinstance(part, dict | list) for part in expected.get("images", [""])):
            assert decoded(scratch, broken.encode(), block_size) == expected["images"]


@pytest.mark.parametrize(
    ("content", "where"),
    [
        (b'{"images": [{"a": 1},\n {"a": }]}', "2:8: not valid JSON"),
        (b'{"images": [{"a": NaN}]}', "1:19: not valid JSON"),
        (b'{"images": [{"a": 1}', "1:12: what begins here is not closed"),
        (b'{"images": [{"a": 1}, {"a"', "1:23: what begins here is not closed"),
        (b'{"images": [{"a": "', "1:13: what begins here is not closed"),
        (b'{"images": [\n{"a": "\xc3\xa9"} {}]}', "2:12: not valid JSON: `,` is expected"),
        (b'{"images": [1, {}]}', "1:13: not valid JSON: an object or a list is expected"),
        (b'{"images": [{}, 1]}', "1:17: not valid JSON: an object or a list is expected"),
        (b'{"images": [{}, , {}]}', "1:17: not valid JSON: an object or a list is expected"),
        (b'{"images": [{} 1]}', "1:16: not valid JSON: `,` or `]` is expected"),
        (b'{"images": [{},]}', "1:16: not valid JSON: an object is expected after `,`"),
        (b'{"images": [, {}]}', "1:13: not valid JSON: an object or a list is expected"),
        (b'{"images": [{}}}', "1:15: not valid JSON: `,` or `]` is expected"),
        (b'{"images": [{"a": [1}]]}', "1:21: not valid JSON"),
        (b'{"images": [], "images": []}', "1:16: the key `images` stands there twice"),
        (b'{"a": 1, "\\u0061": 2}', "1:10: the key `a` stands there twice"),
        (b'{"a": 1 "b": 2}', "1:9: not valid JSON: `,` or `}` is expected"),
        (b'{"a": 1,}', "1:9: not valid JSON: a key in quotes is expected"),
        (b'{"a" 1}', "1:6: not valid JSON: `:` is expected"),
        (b'{"a": }', "1:7: not valid JSON: a value is expected"),
        (b'{"a": 1', "1:8: not valid JSON: the file ends in the middle"),
        (b'{"a": "x', "1:7: what begins here is not closed"),
        (b'{"a": nul}', "1:10: not valid JSON"),
        (b'{"a": "\xff"}', "1:8: not valid JSON"),
        (b"{} {}", "1:4: not valid JSON: something stands after the end"),
        (b'"a"', "1:1: not valid JSON: a list or an object is expected"),
        (b"", "1:1: not valid JSON: the file ends"),
        (b"[", "1:1: what begins here is not closed"),
    ],
)
@pytest.mark.parametrize("block_size", [1, 5, 1000])
def test_bad_bytes_have_a_line_and_a_column(
    scratch: Path, content: bytes, where: str, block_size: int
) -> None:
    with pytest.raises(SchemactlError) as raised:
        decoded(scratch, content, block_size)
    assert f"data.json:{where}" in raised.value.message


def test_gzip_is_unpacked_and_told_where_it_is_broken(scratch: Path) -> None:
    packed = gzip.compress(b'[{"a":1},\n{"a": NaN}]')
    with pytest.raises(SchemactlError, match=r"2:7: not valid JSON"):
        decoded(scratch, packed, 100)
    with pytest.raises(SchemactlError, match="the gzip file breaks off near here"):
        decoded(scratch, packed[:-9], 100)


def test_a_byte_order_mark_is_no_part_of_the_text(scratch: Path) -> None:
    [element] = read(scratch, b"\xef\xbb\xbf[{}]", 1000)
    assert (element.offset, element.raw, element.line) == (4, b"{}", 1)


def test_a_key_that_is_not_wanted_is_gone_over(scratch: Path) -> None:
    content = b'{"annotations": [{"a": [1]}, {}], "info": {"b": []}, "images": [{}]}'
    found = read(scratch, content, wanted={"images"})
    assert [(element.key, element.raw) for element in found] == [("images", b"{}")]
    with pytest.raises(SchemactlError, match="1:17: what begins here is not closed"):
        read(scratch, content[:20], wanted={"images"})


def test_what_never_ends_is_not_read_to_its_end(
    scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (json_elements, json_knife):
        monkeypatch.setattr(module, "LONGEST", 2**10)
    with pytest.raises(SchemactlError, match="1:2: what begins here is longer than"):
        read(scratch, b"[" + b"[" * 3000)
    with pytest.raises(SchemactlError, match="1:7: what begins here is longer than"):
        read(scratch, b'{"a": "' + b"x" * 3000)
