"""What other validators were found to let pass, each refused here."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from schemactl.data.checking import check_data
from schemactl.data.options import Column, DataOptions
from schemactl.model.release import ReleasedSchema, SchemaRelease

Write = Callable[..., Path]
SCHEMA = ReleasedSchema.model_validate(
    {
        **{"schemactl": 1, "name": "s", "version": "1.0.0"},
        "inputs": {"text": {"type": "text"}, "image": {"type": "image"}},
        "tasks": [
            {"id": "topic", "type": "classification",
             "labels": [{"id": "top", "name": "A", "labels": [
                            {"id": "one", "name": "Other", "index": 0}]},
                        {"id": "rest", "name": "B", "labels": [
                            {"id": "two", "name": "Other", "index": 1}]}]},
            {"id": "stars", "type": "rating", "scale": {"min": 1, "max": 5}},
            {"id": "names", "type": "span", "inputs": ["text"], "labels": [{"id": "person"}]},
            {"id": "cars", "type": "box", "inputs": ["image"], "labels": [{"id": "car"}],
             "attributes": [{"id": "hidden", "type": "choice", "required": True,
                             "values": [{"id": "no"}, {"id": "yes"}]}]},
        ],
    }
)  # fmt: skip
RELEASE = SchemaRelease("schema:s@1.0.0", "sha256:0", None, Path(), SCHEMA)
BOX = {"x": 0, "y": 0, "width": 5, "height": 5}
CAR = {"task": "cars", "label": "car", "region": BOX, "attributes": {"hidden": "no"}}
ROLES = tuple(Column(role, role) for role in ("text", "width", "height"))


def kinds(write: Write, row: dict[str, Any], **given: Any) -> list[str]:
    path = write({"item": "1", **row})
    found = check_data([path], RELEASE, DataOptions(columns=ROLES, format="jsonl", **given))
    return [problem.kind for _, problem in found.problems]


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("A/Other", []),
        ("B/Other", []),
        # A taxonomy is no bag of words: what stands under another, or a part of the way.
        ("Other/A", ["wrong-parent"]),
        ("A/B", ["wrong-parent"]),
        ("A/C", ["unknown-label"]),
        ("A", ["not-selectable"]),
        # The same leaf under two parents is two labels.
        ("Other", ["unknown-label"]),
    ],
)
def test_a_path_leads_from_parent_to_child(write: Write, label: str, expected: list[str]) -> None:
    row = {"task": "topic", "label": label}
    assert kinds(write, row, label_as="name", path_separator="/") == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"task": "topic", "label": -1}, ["unknown-label"]),
        ({"task": "topic", "label": None}, ["too-few-choices"]),
        ({"task": "topic", "label": ["one", "two"]}, ["too-many-choices"]),
        ({"task": "topic", "label": "nine"}, ["unknown-label"]),
        ({"task": "stars", "value": 6}, ["malformed-value"]),
        ({"task": "stars", "value": -5}, ["malformed-value"]),
        ({"task": "names", "label": "person", "region": {"start": 1, "end": 9}, "text": "Eva"},
         ["region-outside"]),
        ({**CAR, "label": "tram", "attributes": None}, ["unknown-label", "missing-attribute"]),
        ({**CAR, "attributes": {"hidden": "maybe"}}, ["malformed-attribute"]),
        ({**CAR, "attributes": {}}, ["missing-attribute"]),
        ({**CAR, "attributes": {"hidden": "no", "hiden": "no"}}, ["unknown-attribute"]),
        ({**CAR, "region": {**BOX, "width": -5}}, ["malformed-region"]),
        ({**CAR, "region": {**BOX, "width": 0}}, ["malformed-region"]),
        ({**CAR, "width": 4, "height": 9}, ["region-outside"]),
        ({**CAR, "region": None}, ["missing-region"]),
        (CAR, []),
    ],
)  # fmt: skip
def test_what_others_let_pass(write: Write, row: dict[str, Any], expected: list[str]) -> None:
    assert kinds(write, row) == expected
