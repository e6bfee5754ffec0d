"""Tests of the table of images: it is what a dictionary is, whatever ids and names there are."""

import json
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.errors import SchemactlError
from schemactl.files import image_table
from schemactl.files.coco_tables import read_tables
from schemactl.files.image_table import Image, ImageTable
from schemactl.model.annotation import Content

_FEW = st.integers(-3, 3)
IDS = st.one_of(_FEW, _FEW.map(str), st.none(), st.integers(), st.integers(2**63 - 2, 2**63 + 1))
NAMES = st.none() | st.text(st.characters(), max_size=4)
SIDES = st.none() | st.floats(allow_nan=False, allow_infinity=False)
IMAGES = st.lists(st.builds(Image, IDS, NAMES, SIDES, SIDES))


@given(IMAGES, st.lists(IDS), st.sampled_from([1, 100, 2**20]), st.sampled_from([1, 2**12]))
def test_a_table_is_what_a_dictionary_is(
    images: list[Image], others: list[Any], recent: int, known: int
) -> None:
    expected: dict[Any, tuple[str, Content]] = {}
    for number, file, width, height in images:
        image = (file or str(number), Content(None, file, width, height))
        expected.setdefault(number, image)
    numbers = [image.number for image in images]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(image_table, "_MOST_RECENT", recent)
        patch.setattr(image_table, "_MOST_KNOWN", known)
        table = ImageTable(images)
        for number in [*numbers, *others, *numbers]:
            assert table.get(number) == expected.get(number)
    assert len(table) == len(expected)
    assert table.repeated == {one for one in numbers if numbers.count(one) > 1}


@given(IMAGES, st.lists(_FEW))
def test_many_images_are_found_at_once(images: list[Image], others: list[int]) -> None:
    table = ImageTable(images)
    numbers = {one.number for one in images if type(one.number) is int}
    asked = [one for one in numbers if -(2**63) <= one < 2**63]
    places = table.places(np.array(asked, dtype=np.int64))
    assert places is not None
    items, sides = table.items[places].tolist(), table.sides[places].tolist()
    for number, item, pair in zip(asked, items, sides, strict=True):
        found = table.get(number)
        assert found is not None
        assert item == hash(found[0])
        told = tuple(None if np.isnan(side) else side for side in pair)
        assert told == (found[1].width, found[1].height)
    is_known = numbers.issuperset(others)
    assert (table.places(np.array(others, dtype=np.int64)) is not None) == is_known


def test_many_images_are_in_files_that_nobody_sees(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(image_table, "_MOST_RECENT", 1000)
    seen = []

    def images() -> Any:
        for number in range(1000):
            seen.append(list(tmp_path.iterdir()))
            yield Image(number, f"{number}.jpg", 4, 3)

    table = ImageTable(images())
    assert not any(seen)
    assert list(tmp_path.iterdir()) == []
    assert table.get(999) == ("999.jpg", Content(None, "999.jpg", 4, 3))


def test_a_file_that_breaks_off_leaves_nothing_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(image_table, "_MOST_RECENT", 1)
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"images": [{"id": 1, "file_name": "a"}]})[:-1], encoding="utf-8")
    with pytest.raises(SchemactlError):
        read_tables(path)
