"""Tests of changes deep in a JSON text."""

import json
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.files.json_edits import Edits, Way, emptied, span_of, value_at
from schemactl.files.rewriting import spliced

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-99, 99) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=12,
)
MARKS = st.sampled_from([(", ", ": "), (",", ":"), (" ,\n", " : ")])


def ways(value: Any, way: Way = ()) -> list[Way]:
    """Return the ways to all values in a value."""
    inner: Any = ()
    if isinstance(value, dict):
        inner = value.items()
    elif isinstance(value, list):
        inner = enumerate(value)
    return [(*way, key) for key, _ in inner] + [
        found for key, one in inner for found in ways(one, (*way, key))
    ]


def at(value: Any, way: Way) -> Any:
    """Return the value to which a way leads."""
    for step in way:
        value = value[step]
    return value


def edited(content: bytes, edits: Edits) -> bytes:
    """Return a text with its edits."""
    return spliced(content, edits.splices(content))


ROOTS = st.lists(VALUES) | st.dictionaries(st.text(max_size=3), VALUES)


@given(ROOTS, st.booleans(), MARKS, st.data())
def test_one_value_changes_and_all_others_stay(
    value: Any, is_ascii: bool, marks: tuple[str, str], data: st.DataObject
) -> None:
    content = json.dumps(value, ensure_ascii=is_ascii, separators=marks).encode()
    for way in ways(value):
        assert orjson.loads(content[slice(*span_of(content, way))]) == at(value, way)
    if found := ways(value):
        way = data.draw(st.sampled_from(found))
        edits = Edits()
        edits.put(way, "new")
        at(value, way[:-1])[way[-1]] = "new"
        assert json.loads(edited(content, edits)) == value


@given(ROOTS, MARKS, st.data())
def test_members_and_elements_leave_with_their_commas_and_others_come(
    value: Any, marks: tuple[str, str], data: st.DataObject
) -> None:
    content = json.dumps(value, separators=marks).encode()
    containers = [way for way in [(), *ways(value)] if isinstance(at(value, way), dict | list)]
    way = data.draw(st.sampled_from(containers))
    inner = at(value, way)
    keys = list(inner) if isinstance(inner, dict) else list(range(len(inner)))
    gone = data.draw(st.lists(st.sampled_from(keys), unique=True)) if keys else []
    added = data.draw(st.lists(st.just(7), max_size=2))
    edits = Edits()
    for key in gone:
        edits.cut((*way, key))
    for count, one in enumerate(added):
        edits.add(way, one, f"new-{count}" if isinstance(inner, dict) else None)
    for key in sorted(gone, reverse=True) if isinstance(inner, list) else gone:
        del inner[key]
    for count, one in enumerate(added):
        if isinstance(inner, dict):
            inner[f"new-{count}"] = one
        else:
            inner.append(one)
    assert json.loads(edited(content, edits)) == value


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b'{"text":"old","a":[{"label" : "old"}]}', b'{"text":"old","a":[{"label" : "new"}]}'),
        (b'{"a":[{"l\\u0061bel":"\\u006fld"}]}', b'{"a":[{"l\\u0061bel":"new"}]}'),
        (
            b'{"a":[{"t":"\\"label\\":\\"old\\"","label":"old"}]}',
            b'{"a":[{"t":"\\"label\\":\\"old\\"","label":"new"}]}',
        ),
        (
            b'{"b":{"label":"old"},"a":[{"label":\t"old"} ]}',
            b'{"b":{"label":"old"},"a":[{"label":\t"new"} ]}',
        ),
        (
            b'{"a":[{"x":"label","label":"old","y":1.50}]}',
            b'{"a":[{"x":"label","label":"new","y":1.50}]}',
        ),
        (
            b'\xef\xbb\xbf {"a" :\n[ {"label":{"x":[]}}, 1] }\r\n',
            b'\xef\xbb\xbf {"a" :\n[ {"label":"new"}, 1] }\r\n',
        ),
    ],
)
def test_only_what_the_way_leads_to_changes(before: bytes, after: bytes) -> None:
    edits = Edits()
    edits.put(("a", 0, "label"), "new")
    assert edited(before, edits) == after


def test_a_key_changes_with_what_stands_under_it() -> None:
    edits = Edits()
    edits.name(("a", "x"), "z")
    edits.put(("a", "x", "b"), 2)
    assert edited(b'{"a":{"x":{"b":1},"y":0}}', edits) == b'{"a":{"z":{"b":2},"y":0}}'


def test_an_element_becomes_several() -> None:
    content = b'{"a":[1, {"x" :1.50}]}'
    copies = [Edits(), Edits()]
    copies[1].put(("x",), 2)
    edits = Edits()
    edits.multiply(content, ("a", 1), copies)
    assert edited(content, edits) == b'{"a":[1, {"x" :1.50}, {"x" :2}]}'


def test_what_holds_nothing_any_more_is_told() -> None:
    value = {"a": [1, 2], "b": {"x": [3]}}
    assert value_at(value, ("b", "x", 0)) == 3
    assert emptied(value, [("a", 0), ("b", "x")]) == {("b",)}
    assert emptied(value, {("a", 0), ("a", 1)}) == {("a",)}


def test_a_text_may_be_deeper_than_usual() -> None:
    deep = b"[" * 30 + b'"]"' + b"]" * 30
    edits = Edits()
    edits.put(("b",), 2)
    assert edited(b'{"a":' + deep + b',"b":1}', edits) == b'{"a":' + deep + b',"b":2}'


@pytest.mark.parametrize("way", [("b",), ("a", 1), ("a", "x"), (0,)])
def test_a_way_that_leads_nowhere_is_an_error(way: Way) -> None:
    edits = Edits()
    edits.put(way, 1)
    with pytest.raises(KeyError):
        edits.splices(b'{"a":[0]}')
    with pytest.raises(KeyError):
        span_of(b'{"a":[0]}', way)


def test_nothing_changes_without_edits() -> None:
    assert not Edits()
    assert Edits().splices(b"{}") == []
