"""Tests of typed cells."""

from typing import Any

import pytest

from schemactl.files.cell import CellType, parse_cell_type, typed


def as_type(text: str) -> CellType:
    kind = parse_cell_type(text)
    assert kind is not None
    return kind


def test_types_are_read_with_their_question_mark() -> None:
    assert parse_cell_type("int") == CellType("int")
    assert parse_cell_type("string?") == CellType("string", optional=True)
    assert str(as_type("string?")) == "string?"
    assert parse_cell_type("date") is None


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("int", "-007", -7),
        ("int", 3, 3),
        ("float", "1", 1.0),
        ("float", "2.5e3", 2500.0),
        ("float", 1, 1.0),
        ("bool", "True", True),
        ("bool", False, False),
        ("json", '["a", 1]', ["a", 1]),
        ("json", ["a"], ["a"]),
        ("string", "", ""),
        ("string", 12, "12"),
        ("string?", "", None),
        ("int?", "", None),
        ("int", None, None),
    ],
)
def test_values_get_their_type(kind: str, value: Any, expected: Any) -> None:
    found = typed(value, as_type(kind))
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        *[("int", text) for text in ["", " 1", "1_000", "1.0", "\u0661", True, 1.5]],
        *[("float", text) for text in ["nan", "inf", "1e999", "", "1,5", True]],
        *[("bool", text) for text in ["1", "yes", "", 1]],
        *[("json", text) for text in ["{", "", "NaN"]],
        ("string", 1.5),
    ],
)
def test_what_is_not_of_the_type_is_refused(kind: str, value: Any) -> None:
    with pytest.raises(ValueError, match=r"is no|is not JSON|empty"):
        typed(value, as_type(kind))
