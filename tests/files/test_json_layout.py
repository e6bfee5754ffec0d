"""JSON layout: values that look as learned are decoded, with as many keys as they have."""

from typing import Any

import msgspec
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.files.json_keys import keys_in
from schemactl.files.json_layout import (
    Layout,
    Plan,
    Roles,
    Unlearnable,
    Way,
    has_so_many_keys,
)

KEYS = st.sampled_from("abc")
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.floats(0, 1) | st.sampled_from("xyz"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=12,
)
OBJECTS = st.dictionaries(KEYS, VALUES, max_size=3)


def learned(*values: Any, plan: Plan | None = None) -> Layout:
    """Return the layout of some values."""
    layout = Layout((), plan or Plan(lambda _: Roles()))
    for value in values:
        layout.learn(value)
    return layout


def is_taken(layout: Layout, *values: Any) -> bool:
    """Tell whether a layout decodes values."""
    try:
        layout.decoder().decode(orjson.dumps(values))
    except msgspec.ValidationError:
        return False
    return True


@given(st.lists(OBJECTS, min_size=1, max_size=5))
def test_keys_are_counted_in_whatever_was_learned(values: list[dict[str, Any]]) -> None:
    decoder = learned(*values).decoder()
    text = orjson.dumps(values)
    found = decoder.decode(text)
    assert [decoder.place.keys_of(one) for one in found] == list(map(keys_in, values))
    assert has_so_many_keys(text, decoder.keys_in(found))


@given(OBJECTS, OBJECTS)
def test_what_looks_otherwise_is_refused(known: dict[str, Any], other: dict[str, Any]) -> None:
    assert is_taken(learned(known, other), known, other)
    if other.keys() != known.keys():
        assert not is_taken(learned(known), other)


@pytest.mark.parametrize("value", [{"a": 10**30}, {"a": []}, {"a": [{}]}, {"a": {}}, {}])
def test_other_kinds_of_values_are_refused(value: dict[str, Any]) -> None:
    layout = learned({"a": 1})
    assert is_taken(layout, {"a": None}, {"a": "b"}, {"a": 0.5})
    try:
        text = orjson.dumps([value])
    except TypeError:
        text = b'[{"a":%d}]' % value["a"]
    with pytest.raises(msgspec.ValidationError):
        layout.decoder().decode(text)


def test_members_that_some_have_are_not_needed() -> None:
    layout = learned({"a": 1}, {"a": 2, "b": 3})
    assert layout.needs("a")
    assert not layout.needs("b")
    assert not layout.needs("c")
    assert layout.is_object()
    assert layout.members is not None
    assert layout.members["a"].is_plain_alone()
    assert not layout.members["a"].is_object()


def test_members_have_names_and_bytes_and_objects_what_else_is_given() -> None:
    plan = Plan(lambda _: Roles({"a": "first"}, ("a",), {"kind": "k"}))
    text = b'[{"a": ["\\u0061",  1] , "b": 2}]'
    [found] = learned({"a": ["a", 1], "b": 2}, plan=plan).decoder().decode(text)
    assert bytes(found.first) == b'["\\u0061",  1]'
    assert found.kind == "k"


def roles(layout: Layout) -> Roles:
    """Name the way to each object."""
    return Roles({"many": "many"}, (), {"way": layout.way})


TAGGED = Plan(roles, [("one",)], {("many",): "type"})


def test_objects_of_a_list_are_told_apart_by_their_tag() -> None:
    value = {"many": [{"a": 1, "type": "x"}, {"type": "y", "b": 1, "c": 2}], "one": [{"a": 1}]}
    decoder = learned(value, plan=TAGGED).decoder()
    [found] = decoder.decode(orjson.dumps([value]))
    ways: list[Way] = [one.way for one in found.many]
    assert ways == [("many", "x"), ("many", "y")]
    assert decoder.keys_in([found]) == keys_in(value)
    assert not is_taken(learned(value, plan=TAGGED), {**value, "many": [{"type": "z"}]})
    for many in ([{"a": 1}], [{"a": 1, "type": 1}]):
        assert not is_taken(learned(value, plan=TAGGED), {**value, "many": many})
        assert not is_taken(learned({"many": [{"a": 1, "type": "x"}]}, plan=TAGGED), {"many": many})


@pytest.mark.parametrize(
    "value",
    [
        {"many": [1]},
        {"many": [{}]},
        {"many": [{"type": 1}]},
        {"one": [[]]},
        {"a\\": 1},
        {"a:": 1},
        {"a ": 1},
    ],
)
def test_some_values_have_no_layout(value: dict[str, Any]) -> None:
    with pytest.raises(Unlearnable):
        learned(value, plan=TAGGED)


def test_keys_that_data_makes_up_are_no_layout() -> None:
    with pytest.raises(Unlearnable):
        learned({str(number): number for number in range(1000)})
    with pytest.raises(Unlearnable):
        learned({"many": [{"type": str(number)} for number in range(1000)]}, plan=TAGGED)


def test_what_was_learned_before_a_value_without_layout_is_kept() -> None:
    layout = learned({"a": 1}, plan=TAGGED)
    with pytest.raises(Unlearnable):
        layout.learn({"a": 1, "many": [1], "b": 2})
    assert is_taken(layout, {"a": 2})


@pytest.mark.parametrize(
    ("text", "keys", "is_so"),
    [
        (b'{"a":1,"b":2}', 2, True),
        (b'{"a":1,"a":2}', 1, False),
        (b'{"a":1,"\\u0061":2}', 1, False),
        (b'{"a" :1,"a":":"}', 1, False),
        (b'{"a":"\\":\\":"}', 1, True),
        (b'{"a":":"}', 1, True),
        (b'{"a":":","a": ":"}', 1, False),
        (b'{"a": ":b","c":[":", ":d"],"":1}', 3, True),
        (b'{"a":["b",":"]}', 1, True),
        (b'{"a:":1,"b":2}', 2, False),
        (b'{"a": "b: c"}', 1, True),
        (b"{}", 0, True),
    ],
)
def test_keys_that_stand_twice_are_told(text: bytes, keys: int, is_so: bool) -> None:
    assert has_so_many_keys(text, keys) is is_so
