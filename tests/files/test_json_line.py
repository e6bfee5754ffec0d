"""Tests of where values stand in a line of JSON."""

import json
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.files.json_line import (
    element_spans,
    gaps_without,
    member_spans,
    text_span,
    value_span,
)

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-99, 99) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=6,
)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (b'{"text": "a refund", "label": "refund"}', b'"refund"'),
        (b'{"label":"r\\u0065fund","x":1}', b'"r\\u0065fund"'),
        (b'{"l\\u0061bel" :  "refund" }', b'"refund"'),
        (b'{"meta": {"label": "refund"}, "label":"other"}', b'"other"'),
        (b'{"text":"\\"label\\":\\"refund\\"","label":"other"}', b'"other"'),
        (b'{"kind":"label","label":["a", {"b": "]"}] ,"z":0}', b'["a", {"b": "]"}]'),
        (b'  {"label":null}', b"null"),
        (b'{"label":-1.5e3}\r\n', b"-1.5e3"),
    ],
)
def test_the_value_is_found_whatever_stands_around_it(line: bytes, found: bytes) -> None:
    span = value_span(line, ["label"])
    assert span is not None
    assert line[slice(*span)] == found


def test_paths_lead_into_objects() -> None:
    line = b'{"data": {"x": [1], "label": {"id": 7}}, "label": 1}'
    span = value_span(line, ["data", "label", "id"])
    assert span is not None
    assert line[slice(*span)] == b"7"
    assert value_span(line, ["data", "x", "id"]) is None
    assert value_span(line, ["nothing"]) is None
    assert value_span(b"{}", ["a"]) is None


@given(
    st.dictionaries(st.text(max_size=4), VALUES, min_size=1),
    st.booleans(),
    st.sampled_from([(", ", ": "), (",", ":"), (" , ", " : ")]),
)
def test_every_member_is_found(
    values: dict[str, Any], is_ascii: bool, marks: tuple[str, str]
) -> None:
    line = json.dumps(values, ensure_ascii=is_ascii, separators=marks).encode()
    for key, value in values.items():
        span = value_span(line, [key])
        assert span is not None
        assert orjson.loads(line[slice(*span)]) == value


@pytest.mark.parametrize(
    "line",
    [
        b'{"text":"refund","label":"refund"}',
        b'{"label":"refund","b":1}',
        b'{"meta":{"id":"refund"},"label":"refund"}',
    ],
)
def test_plain_lines_need_not_be_read(line: bytes) -> None:
    span = text_span(line, b'"label"', b'"refund"')
    assert span is not None
    assert span == value_span(line, ["label"])


@pytest.mark.parametrize(
    "line",
    [
        b'{"label": "refund"}',
        b'{"label":"r\\u0065fund"}',
        b'{"meta":{"label":"refund"},"label":"refund"}',
        b'{"kind":"label","label":"refund"}',
        b'{"text":"\\"label\\":\\"refund\\"","label":"refund"}',
    ],
)
def test_lines_of_which_that_is_not_proven_are_read(line: bytes) -> None:
    assert text_span(line, b'"label"', b'"refund"') is None


@given(st.dictionaries(st.text(max_size=3), VALUES), st.text(max_size=4), st.booleans())
def test_a_place_that_is_told_is_the_right_one(
    others: dict[str, Any], label: str, is_last: bool
) -> None:
    values = {**others, "label": label} if is_last else {"label": label, **others}
    values["label"] = label
    line = orjson.dumps(values)
    span = text_span(line, b'"label"', orjson.dumps(label))
    assert span is None or span == value_span(line, ["label"])


@given(
    st.dictionaries(st.text(max_size=3), VALUES, min_size=1, max_size=5),
    st.sets(st.integers(0, 4)),
    st.sampled_from([(", ", ": "), (",", ":"), (" , ", " : ")]),
)
def test_members_leave_with_their_commas(
    values: dict[str, Any], gone: set[int], marks: tuple[str, str]
) -> None:
    line = json.dumps(values, separators=marks).encode()
    spans = member_spans(line, 0)
    assert list(spans) == list(values)
    gone &= set(range(len(values)))
    kept = [item for at, item in enumerate(values.items()) if at not in gone]
    assert orjson.loads(without(line, gaps_without(list(spans.values()), gone))) == dict(kept)


@given(
    st.lists(VALUES, min_size=1, max_size=5),
    st.sets(st.integers(0, 4)),
    st.sampled_from([", ", ",", " , "]),
)
def test_elements_leave_with_their_commas(values: list[Any], gone: set[int], mark: str) -> None:
    line = json.dumps(values, separators=(mark, ":")).encode()
    spans = element_spans(line, 0)
    assert [orjson.loads(line[slice(*span)]) for span in spans] == values
    gone &= set(range(len(values)))
    kept = [value for at, value in enumerate(values) if at not in gone]
    assert orjson.loads(without(line, gaps_without(spans, gone))) == kept


def without(line: bytes, cuts: list[tuple[int, int]]) -> bytes:
    """Return a line without what is cut out of it."""
    for begin, end in reversed(cuts):
        line = line[:begin] + line[end:]
    return line
