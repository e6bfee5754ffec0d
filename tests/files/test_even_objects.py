"""Tests of objects that are alike: what arrays tell of them is what each of them says."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemactl.files import even_objects
from schemactl.files.even_objects import EvenObjects, ObjectReader

BOX = {"id": 1, "category_id": 7, "bbox": [1, 2.5, 3, 4], "iscrowd": False}
MASK = {**BOX, "segmentation": {"counts": "a1e0", "size": [2, 2]}, "area": 4}
texts = st.text(st.sampled_from('ab"\\{}[]:, \n\u00e9'), max_size=8)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(-9, 9) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
keys = st.sampled_from(["id", "e", "a b", "\u00e9", "a_rather_long_key_of_many_words", "x:"])


def read(*objects: str, comma: str = ", ", key: str = "category_id") -> EvenObjects | None:
    return ObjectReader(key).read(comma.join(objects).encode())


def told(objects: list[str], comma: str = ", ") -> list[Any]:
    """Return what is told of each object; None of odd ones, nothing where nothing is told."""
    text = comma.join(objects).encode()
    found = ObjectReader("category_id").read(text)
    if found is None:
        return []
    rows = zip(found.starts, found.span.begins, found.span.ends, found.are_odd, strict=True)
    known: list[Any] = []
    for one, (start, begin, end, is_odd) in zip(objects, rows, strict=True):
        assert text[start:].startswith(one.encode())
        known.append(None if is_odd else json.loads(text[begin:end]))
    return known


def test_values_are_told_of_objects_that_are_alike() -> None:
    objects = [json.dumps({**BOX, "category_id": at, "id": 10**at}) for at in range(9)]
    assert told(objects) == told(objects, ",") == told(objects, " ,\r\n") == list(range(9))


def test_the_value_may_be_the_last_one_and_a_text() -> None:
    objects = [json.dumps({"id": 1, "category_id": f"n{at}"}) for at in range(3)]
    assert told(objects) == ["n0", "n1", "n2"]


def test_objects_may_be_alike_in_groups() -> None:
    crowd = {"category_id": 5, "id": 2}
    objects = [json.dumps(one) for one in (BOX, MASK, BOX, crowd, {**crowd, "b": {}}, MASK)]
    assert told([*objects, '{"category_id" : 7}']) == []
    assert told([*objects, json.dumps({"a": {"id": 1}, **BOX})]) == [7, 7, 7, 5, 5, 7, None]


def test_objects_beyond_so_many_groups_are_odd(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(even_objects, "_MOST_SHAPES", 2)
    objects = [json.dumps(one) for one in (BOX, MASK, {"category_id": 5}, BOX)]
    assert told(objects) == [7, 7, None, 7]


@settings(deadline=None)
@given(
    st.lists(st.dictionaries(keys, values, max_size=4), min_size=1, max_size=6),
    st.sampled_from([", ", ",", ",\n"]),
    st.booleans(),
)
def test_what_is_told_is_what_objects_say(
    objects: list[dict[str, Any]], comma: str, is_ascii: bool
) -> None:
    listed = [
        json.dumps({**one, "category_id": at, "z": [one]}, ensure_ascii=is_ascii)
        for at, one in enumerate(objects)
    ]
    assert all(one in (None, at) for at, one in enumerate(told(listed, comma)))


@pytest.mark.parametrize(
    "other",
    [
        *('{"id": 1}', '{"a": {"category_id": 1}}', '[{"category_id": 1}]', "{}", "7", '"}"'),
        *('{"category_id": 1, "a": "\\q"}', '{"category_id": 1, "a": "\xff"}', '{"category_id": 1'),
        *('{"category_id": 1, "a": 1e400}', '{"category_id": 1, "a": [%s]}' % ("9" * 400)),
        '{"category_id": 1, "a": %s}' % ("[" * 150 + "]" * 150),
    ],
)
def test_nothing_is_told_where_one_is_no_such_object(other: str) -> None:
    usual = '{"category_id": 1, "a": 2}'
    text = f"{usual}, {other}, {usual}".encode("latin-1")
    assert ObjectReader("category_id").read(text) is None


@pytest.mark.parametrize(
    "other",
    [
        *('{"category_id": 1, "a": 2, "a": 3}', '{"a": 1, "category_id": 1, "category_id": 2}'),
        *('{"category_id": 1, "a": {"a": 3}}', '{"c\\u0061tegory_id": 1, "a": 2}'),
        *('{"category_id": 1, "a": [{"b": 1}, {"c": 2}]}', '{"category_id": 1, "a": [":", 1]}'),
        '{"category_id": 1, "%s": 2}' % ("a" * 300),
    ],
)
def test_objects_that_are_not_told_are_odd(other: str) -> None:
    usual = '{"category_id": 1, "a": 2}'
    assert told([usual, other, usual]) in ([1, None, 1], [])
    assert told([other, other]) in ([None, None], [])


def test_repetitions_that_make_up_for_each_other_are_found() -> None:
    first = '{"id": 1, "area": 2, "category_id": 3, "id": 4, "area": 5}'
    others = ['{"category_id": 6, "id": 7, "area": 8}', '{"category_id": 9}']
    assert told([first, *others])[:1] in ([None], [])
    nested = '{"id": 1, "category_id": 3, "x": [{}, {"id": 4}]}'
    assert told([nested, '{"category_id": 6, "x": 1}'])[:1] in ([None], [])


def test_long_values_are_told() -> None:
    outline = {"segmentation": [[1.5] * 200], "category_id": 3}
    assert told([json.dumps(outline)] * 3) == [3, 3, 3]
    assert told([json.dumps({**outline, "area": 1e-07})] * 3) == [3, 3, 3]


def test_what_is_often_not_even_is_not_tried_any_more() -> None:
    reader = ObjectReader("category_id")
    for _ in range(20):
        assert reader.read(b"{}") is None
    assert reader.read(b'{"category_id": 1}') is None
    assert read('{"category_id": 1}') is not None


@pytest.mark.parametrize("value", ["123.45", "12.345", "1", "1.25e1", "0e5", '"0e5"', "9" * 40])
def test_many_numbers_are_told_whatever_their_length(value: str) -> None:
    outline = f'{{"segmentation": [[{", ".join([value] * 120)}]], "category_id": 3}}'
    assert told([outline] * 3 + ['{"category_id": 4}']) == [3, 3, 3, 4]


def test_groups_may_begin_otherwise_and_hold_what_begins_so() -> None:
    first, other = '{"id": 1, "category_id": 3}', '{"category_id": 4, "id": 2}'
    inner = '{"category_id": 5, "a": {"id": 6}}'
    assert told([first, other, first]) == [3, 4, 3]
    assert told([first, inner, other, first]) == [3, 5, 4, 3]
    assert told(['{"id": 1, "category_id": 3, "a": {"id": 6}}', other]) == [None, 4]
