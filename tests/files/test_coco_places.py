"""Tests of the kinds of regions that annotations of COCO have, told by their bytes."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemactl.files.coco_places import ANY, KEYS, codes_of, kinds_of
from schemactl.files.coco_tables import Category, CocoTables
from schemactl.files.datasets import coco
from schemactl.files.even_objects import ObjectReader
from schemactl.files.image_table import ImageTable

TABLES = CocoTables({1: Category("car", ["front"])}, ImageTable(), (None, None))
numbers = st.integers(-9, 9) | st.floats(-9, 9)
odd = st.none() | st.booleans() | numbers | st.text(st.sampled_from('[],{}"\\ n'), max_size=5)
lists = st.lists(numbers, max_size=5)
values = st.one_of(
    *(odd, lists, st.lists(lists, max_size=4), st.lists(odd | lists, max_size=4)),
    *(st.lists(st.lists(lists, max_size=2), max_size=2), st.dictionaries(st.just("size"), odd)),
)


def codes(*annotations: dict[str, Any]) -> list[int]:
    text = ", ".join(json.dumps({**one, "category_id": 1}) for one in annotations).encode()
    found = ObjectReader("category_id", KEYS).read(text)
    return [] if found is None else codes_of(text, found).tolist()


def read(values: dict[str, Any]) -> tuple[str, ...]:
    """Return the kinds that the format reads."""
    use, _ = coco._annotation({**values, "category_id": 1}, TABLES)
    return tuple(use.regions)


@settings(deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from(KEYS), values), min_size=1, max_size=5))
def test_what_is_read_is_among_the_kinds_that_are_told(annotations: list[dict[str, Any]]) -> None:
    for one, code in zip(annotations, codes(*annotations), strict=False):
        assert read(one) in kinds_of(code)


@pytest.mark.parametrize(
    ("key", "value", "kinds"),
    [
        *(("bbox", [1, 2, 3, 4.5], ["box"]), ("bbox", [], [""]), ("bbox", None, [""])),
        *(("bbox", [1, 2, 3], ["", "box"]), ("bbox", [1, 2, 3, "4"], ["", "box"])),
        *(("segmentation", [[1, 2, 3, 4]], ["polygon"]), ("segmentation", [], [""])),
        ("segmentation", [[1, 2], [3, 4, 5, 6]], ["polygon"]),
        ("segmentation", {"size": [1, 1]}, ["mask"]),
        *(("segmentation", [[1, 2, 3]], ["", "mask", "polygon"]), ("keypoints", [], [""])),
        *(
            ("segmentation", {}, ["", "mask", "polygon"]),
            ("keypoints", [1, 2, 3], ["", "keypoints"]),
        ),
    ],
)
def test_usual_values_are_sure(key: str, value: Any, kinds: list[str]) -> None:
    for one in ({key: value}, {key: value, "score": 1}):
        [code, bare] = codes(one, {})
        assert [" ".join(found) for found in kinds_of(code)] == kinds
        assert kinds_of(bare) == [()]


def test_regions_have_the_order_in_which_they_are_read() -> None:
    whole = {"bbox": [1, 2, 3, 4], "segmentation": [[1, 2]], "keypoints": [1, 2, 2]}
    [code] = codes(whole)
    assert kinds_of(code) == [("box", "polygon"), read(whole)]
    assert len(kinds_of(ANY)) == 12


def test_nothing_is_told_of_objects_that_are_not_alike() -> None:
    assert codes({"bbox": [1, 2, 3, 4]}, {"a": {"category_id": 1}})[1:] == [ANY]
