"""Tests of features."""

from typing import Any

import pytest

from schemactl.files.hf_features import LabelColumn, has_classes, label_columns
from tests.files.classes_sample import STRING, classes, listed

AB = ("a", "b")
TAGS = ("O", "B-PER", "I-PER")


@pytest.mark.parametrize(
    ("features", "expected"),
    [
        (
            {"x": classes(*AB), "text": STRING},
            [LabelColumn("x", "one", AB), LabelColumn("text", "one", None)],
        ),
        ({"x": listed(STRING)}, [LabelColumn("x", "several", None)]),
        ({"x": listed(listed(STRING))}, [LabelColumn("x", "ranked", None)]),
        ({"x": listed(classes(*AB))}, [LabelColumn("x", "several", AB)]),
        ({"x": [classes(*AB)]}, [LabelColumn("x", "several", AB)]),
        ({"x": listed(classes(*TAGS))}, [LabelColumn("x", "several", TAGS)]),
        (
            {"tokens": listed(STRING), "x": listed(classes(*TAGS))},
            [LabelColumn("tokens", "several", None), LabelColumn("x", "tags", TAGS)],
        ),
        (
            {"tokens": listed(STRING), "x": listed(classes(*AB))},
            [LabelColumn("tokens", "several", None), LabelColumn("x", "several", AB)],
        ),
        (
            {"o": listed({"bbox": listed(STRING), "category": classes(*AB)})},
            [LabelColumn("o", "objects", AB, "category")],
        ),
        (
            {"o": {"bbox": listed(STRING), "category": listed(classes(*AB))}},
            [LabelColumn("o", "objects", AB, "category")],
        ),
        (
            {"o": [{"start": STRING, "end": STRING, "label": STRING, "text": STRING}]},
            [LabelColumn("o", "objects", None, "label")],
        ),
        (
            {"o": listed({"points": STRING, "kind": classes(*AB), "label": STRING})},
            [LabelColumn("o", "objects", AB, "kind")],
        ),
        ({"o": {"start": STRING}, "p": {"label": STRING}}, []),
        ({"x": {"names": [1], "_type": "ClassLabel"}, "y": None, "z": []}, []),
    ],
)
def test_columns_that_may_answer_are_found(features: dict[str, Any], expected: Any) -> None:
    assert label_columns(features) == expected


def test_only_numbers_with_names_are_classes() -> None:
    assert has_classes({"x": STRING, "y": listed(classes(*AB))})
    assert not has_classes({"x": STRING, "o": [{"start": STRING, "label": STRING}]})
