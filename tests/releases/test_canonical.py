"""Canonical bytes schemactl-c14n-1: what they are, what they ignore, and what they keep apart."""

import json
import math
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.errors import SchemactlError
from schemactl.files.schema_file import build_schema
from schemactl.releases.canonical import canonical_bytes, digest_of, plain_data
from tests.builders import SHORT_FORM, a_document, a_label, a_schema

# Changing these bytes would change the digest of every release that exists.
GOLDEN = (
    '{"inputs":{"text":{"type":"text"}},"name":"sentiment","schemactl":1,"tasks":[{"id":'
    '"sentiment","inputs":["text"],"labels":[{"definition":"The writer is pleased.","id":'
    '"positive"},{"definition":"The writer is displeased.","id":"negative"}],"type":'
    '"classification"}],"version":"1.0.0"}\n'
)
GOLDEN_DIGEST = "sha256:5bc6c91d742d96428c585babedc0692e0894699d05502d1a8b48c2b148082ca4"

texts = st.text(max_size=8)
scalars = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
)
values = st.recursive(
    scalars | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=12,
)
mappings = st.dictionaries(texts, values, max_size=4)


def test_the_golden_vector() -> None:
    schema = build_schema(a_document(SHORT_FORM))
    assert schema is not None
    assert canonical_bytes(schema) == GOLDEN.encode()
    assert digest_of(GOLDEN.encode()) == GOLDEN_DIGEST


def test_order_comments_and_style_of_the_yaml_do_not_matter() -> None:
    other = (
        "# comment\nversion: '1.0.0'\ntype: classification\n"
        "labels:\n- {definition: The writer is pleased., id: positive}   # more\n"
        '- definition: >-\n    The writer\n    is displeased.\n  id: "negative"\n'
        "schemactl: 1\nname: sentiment\n"
    )
    schema = build_schema(a_document(other))
    assert schema is not None
    assert canonical_bytes(schema) == GOLDEN.encode()


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (1.10, '"1.1"'),
        (0.1 + 0.2, '"0.30000000000000004"'),
        (1e-7, '"0.0000001"'),
        (1e22, '"10000000000000000000000"'),
        (2.0, "2"),
        (-0.0, "0"),
        (True, "true"),
        (2**63 - 1, "9223372036854775807"),
        (2**63, '"9223372036854775808"'),
        (-(2**70), '"-1180591620717411303424"'),
        ("é\u2028\u0000/", '"é\u2028\\u0000/"'),
        ("e\u0301", '"e\u0301"'),
        (None, "null"),
        ((1, "a"), '[1,"a"]'),
    ],
)
def test_how_values_are_written(value: object, written: str) -> None:
    assert canonical_bytes({"v": value}) == f'{{"v":{written}}}\n'.encode()


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_refused(number: float) -> None:
    with pytest.raises(SchemactlError, match="is not a number that can be recorded"):
        canonical_bytes([number])


def test_keys_stand_in_the_order_of_their_code_points() -> None:
    keys = ["a", "B", "é", "z", "\uffff", "😀", "", "aa"]
    found = list(json.loads(canonical_bytes(dict.fromkeys(keys, 0))))
    assert found == sorted(keys)


def test_defaults_are_not_written() -> None:
    assert plain_data(a_label(definition="")) == {"id": "a"}
    assert plain_data(a_label(definition="", selectable=True, labels=[])) == {"id": "a"}
    assert canonical_bytes(a_schema(language="en")) == canonical_bytes(a_schema())


@given(mappings, st.randoms())
def test_key_order_does_not_matter(value: dict[str, Any], random: Any) -> None:
    shuffled = list(value.items())
    random.shuffle(shuffled)
    assert canonical_bytes(dict(shuffled)) == canonical_bytes(value)


@given(mappings)
def test_writing_what_was_read_gives_the_same_bytes(value: dict[str, Any]) -> None:
    content = canonical_bytes(value)
    assert canonical_bytes(json.loads(content)) == content
    assert content.endswith(b"\n")
    assert content.count(b"\n") == 1


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_no_digit_of_a_number_is_lost(number: float) -> None:
    written = json.loads(canonical_bytes([number]))[0]
    assert Decimal(repr(number)) == Decimal(written)


@given(st.lists(values, max_size=4), st.lists(values, max_size=4))
def test_list_order_counts(one: list[Any], other: list[Any]) -> None:
    if canonical_bytes([*one, "x", *other]) == canonical_bytes([*other, "x", *one]):
        assert canonical_bytes(one) == canonical_bytes(other)


def test_a_digest_names_its_algorithm() -> None:
    assert digest_of(b"") == (
        "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    )
