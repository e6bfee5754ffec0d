"""Tests of features."""

from typing import Any

import pytest

from schemactl.files.hf_features import LabelColumn, label_columns
from tests.files.classes_sample import STRING, classes, listed

AB = ("a", "b")
TAGS = ("O", "B-PER", "I-PER")


@pytest.mark.parametrize(
    ("features", "expected"),
    [
        ({"x": classes(*AB), "text": STRING}, [LabelColumn("x", "one", AB)]),
        ({"x": listed(classes(*AB))}, [LabelColumn("x", "several", AB)]),
        ({"x": [classes(*AB)]}, [LabelColumn("x", "several", AB)]),
        ({"x": listed(classes(*TAGS))}, [LabelColumn("x", "several", TAGS)]),
        (
            {"tokens": listed(STRING), "x": listed(classes(*TAGS))},
            [LabelColumn("x", "tags", TAGS)],
        ),
        (
            {"tokens": listed(STRING), "x": listed(classes(*AB))},
            [LabelColumn("x", "several", AB)],
        ),
        (
            {"o": listed({"bbox": listed(STRING), "category": classes(*AB)})},
            [LabelColumn("o", "boxes", AB, "category")],
        ),
        (
            {"o": {"bbox": listed(STRING), "category": listed(classes(*AB))}},
            [LabelColumn("o", "boxes", AB, "category")],
        ),
        ({"x": {"names": [1], "_type": "ClassLabel"}, "y": None, "z": []}, []),
    ],
)
def test_columns_with_classes_are_found(features: dict[str, Any], expected: Any) -> None:
    assert label_columns(features) == expected
