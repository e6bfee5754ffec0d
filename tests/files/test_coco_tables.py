"""Tests of the tables of a COCO file."""

import json
from pathlib import Path

from schemactl.files.coco_tables import (
    Category,
    category_elements,
    number_of,
    read_categories,
    read_tables,
)
from schemactl.model.annotation import Content


def test_the_tables_of_a_file_are_read_wherever_they_stand(tmp_path: Path) -> None:
    path = tmp_path / "coco.json"
    whole = {
        "info": {"version": "s@1.0.0", "guideline": "no version"},
        "annotations": [{"image_id": 1}],
        "images": [
            {"id": 1, "file_name": "a.jpg", "width": 4, "height": "5"},
            {"id": 1, "file_name": "twice.jpg"},
            {"id": "2", "license": {"name": "x"}},
        ],
        "categories": [{"id": 7, "name": "car", "keypoints": ["wheel"]}, {"id": 8}],
    }
    path.write_text(json.dumps(whole), encoding="utf-8")
    found = read_tables(path)
    assert found.categories == {7: Category("car", ["wheel"]), 8: Category("8", [])}
    assert found.images.get(1) == ("a.jpg", Content(None, "a.jpg", 4, None))
    assert found.images.get("2") == ("2", Content())
    assert (len(found.images), found.images.repeated) == (2, {1})
    assert found.stamps == ("s@1.0.0", None)


def test_a_number_may_be_written_as_text() -> None:
    assert [number_of(value) for value in (1, "1", 1.0, True, None)] == [1, "1", None, None, None]


def test_categories_are_read_alone_and_anew_when_the_file_changed(tmp_path: Path) -> None:
    path = tmp_path / "coco.json"
    rows = [{"id": 7, "name": "car"}, {"id": 7, "name": "twice"}, [], {"id": 8}]
    path.write_text(json.dumps({"categories": rows, "images": [{"id": 1}]})[:-1], encoding="utf-8")
    for _ in range(2):
        assert [one.raw for one in category_elements(path)][2:] == [b"[]", b'{"id": 8}']
    known = {7: Category("car", []), 8: Category("8", [])}
    found = read_categories(path)
    assert (found.categories, len(found.images), found.stamps) == (known, 0, (None, None))
    path.write_text(json.dumps({"categories": rows[3:]}), encoding="utf-8")
    assert read_categories(path).categories == {8: Category("8", [])}
