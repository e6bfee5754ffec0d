"""Tests of forms."""

from typing import Any

import pytest

from schemactl.files.arrow import arrow
from schemactl.files.hf_forms import Classes, feature_of, fits, type_of

FORM = {
    "label": Classes(("a", "b")),
    "points": [["float64"]],
    "id": "string",
    "of": [{"n": "int64"}],
}


def test_a_form_is_a_feature_and_a_type() -> None:
    value = {"dtype": "int64", "_type": "Value"}
    assert feature_of(FORM)["label"] == {"names": ["a", "b"], "_type": "ClassLabel"}
    assert feature_of(FORM)["points"]["feature"]["_type"] == "Sequence"
    assert feature_of(FORM)["of"] == [{"n": value}]
    kind = type_of(FORM)
    assert kind.field("points").type == arrow().list_(arrow().list_(arrow().float64()))
    assert kind.field("label").type == arrow().int64()


@pytest.mark.parametrize(
    ("form", "value", "expected"),
    [
        (FORM, {"label": 1, "points": [[1, 2.5]], "of": [{"n": 1}, {}]}, True),
        (FORM, {"labels": 1}, False),
        (FORM, {"points": [[1, None]]}, False),
        (FORM, {"points": [1]}, False),
        (FORM, {"of": [3]}, False),
        ("int64", 2**63, False),
        ("int64", True, False),
        ("float64", 2**53 + 1, False),
        ("float64", float("inf"), False),
        ("float64", None, True),
        ("bool", False, True),
        ("string", 3, False),
    ],
)
def test_only_what_comes_back_as_it_was_fits(form: Any, value: Any, expected: bool) -> None:
    assert fits(form, value) is expected
    if expected:
        assert arrow().array([value], type_of(form)).to_pylist()[0] is not ...
