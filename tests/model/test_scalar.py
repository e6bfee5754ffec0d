"""The model decides the type of a scalar: what each kind takes, and what it refuses."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from schemactl.model.scalar import (
    Flag,
    Integer,
    Json,
    Noun,
    Number,
    OneOrMore,
    Plain,
    Prose,
    looks_typed,
    prose,
    resolve,
)


def read(kind: Any, value: object) -> Any:
    """Return the value as the kind has it."""
    return TypeAdapter(kind).validate_python(value)


@pytest.mark.parametrize("text", ["yes", "no", "0111", "1.10", "12:30", "null", "~", "true", "1e3"])
def test_a_text_takes_what_is_written(text: str) -> None:
    assert read(str, Plain(text)) == text
    assert type(read(str, Plain(text))) is str


@pytest.mark.parametrize(("value", "expected"), [("true", True), ("false", False), (True, True)])
def test_a_flag_is_true_or_false(value: object, expected: bool) -> None:
    assert read(Flag, value) is expected


@pytest.mark.parametrize("value", ["yes", "no", "on", "True", "TRUE", "1", 1, 0, None, "", []])
def test_a_flag_is_nothing_else(value: object) -> None:
    with pytest.raises(ValidationError, match="write true or false"):
        read(Flag, value)


@pytest.mark.parametrize(("value", "expected"), [("7", 7), ("-7", -7), ("012", 12), (7, 7)])
def test_an_integer_has_digits_only(value: object, expected: int) -> None:
    assert read(Integer, value) == expected


@pytest.mark.parametrize("value", ["1.0", "1e3", "0x1f", "1_000", "٣", "", "9" * 5000, True, 1.0])
def test_an_integer_is_nothing_else(value: object) -> None:
    with pytest.raises(ValidationError, match="write a whole number"):
        read(Integer, value)


@pytest.mark.parametrize(
    ("value", "expected"), [("1.10", 1.1), (".5", 0.5), ("5.", 5.0), ("1e3", 1000.0), ("-3", -3)]
)
def test_a_number_is_decimal(value: object, expected: float) -> None:
    assert read(Number, value) == expected


@pytest.mark.parametrize(
    "value", ["1e999", ".inf", "nan", "12:30", "1,5", "", True, float("inf"), float("nan")]
)
def test_a_number_is_finite(value: object) -> None:
    with pytest.raises(ValidationError, match="write a number"):
        read(Number, value)


def test_free_json_gives_unquoted_scalars_their_type() -> None:
    written = {
        "a": Plain("1"), "b": Plain("0.5"), "c": "1", "d": "yes", "e": Plain("true"), "f": None,
        "g": [Plain("false"), "no"], "h": Plain("1e999"),
    }  # fmt: skip
    expected = {
        "a": 1, "b": 0.5, "c": "1", "d": "yes", "e": True, "f": None, "g": [False, "no"],
        "h": "1e999",
    }  # fmt: skip
    assert read(Json, written) == expected


@given(st.text())
def test_a_quoted_text_stays_a_text(text: str) -> None:
    assert resolve(text) == text


@given(st.one_of(st.integers(-(10**200), 10**200), st.floats(allow_nan=False)))
def test_a_finite_number_is_read_as_it_was_written(number: float) -> None:
    text = repr(number)
    assert resolve(Plain(text)) == (number if "inf" not in text else text)
    assert looks_typed(text) == ("inf" not in text)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("  a  ", "a"),
        ("a \nb\t\n\nc", "a\nb\n\nc"),
        ("a\n  b\n", "a\n  b"),
        ("\n\n a b\n", "a b"),
        (None, ""),
        ("a  b", "a  b"),
    ],
)
def test_prose_loses_space_at_its_ends_and_at_the_ends_of_lines(
    written: object, expected: str
) -> None:
    assert read(Prose, written) == expected


@given(st.text())
def test_trimming_twice_changes_nothing_more(text: str) -> None:
    once = prose(text)
    assert prose(once) == once


def test_a_single_text_is_a_list_of_one() -> None:
    assert read(OneOrMore, "a") == ("a",)
    assert read(OneOrMore, ["a", "b"]) == ("a", "b")


def test_a_noun_is_frozen_and_knows_its_keys() -> None:
    class Thing(Noun):
        name: str

    with pytest.raises(ValidationError, match="frozen"):
        setattr(Thing(name="a"), "name", "b")  # noqa: B010 - mypy refuses the assignment
    with pytest.raises(ValidationError, match="Extra inputs"):
        Thing.model_validate({"name": "a", "nmae": "b"})


def test_what_checks_a_noun_is_built_when_one_is_first_read() -> None:
    class Inner(Noun):
        name: str

    class Outer(Noun):
        inner: Inner

    assert not Outer.__pydantic_complete__
    assert Outer.model_validate({"inner": {"name": "a"}}).inner == Inner(name="a")
    assert Outer.__pydantic_complete__
