"""Tests of rewriting COCO files."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemactl.errors import SchemactlError
from schemactl.files.dataset import Document, Layout, Record
from schemactl.files.datasets import coco
from schemactl.files.rewriting import Relabel, RunRewriting
from tests.files.rewriting_laws import (
    AFTER,
    Choose,
    assert_labels_change,
    assert_nothing_changes,
    changed_bytes,
    chosen,
    documents,
    heirs,
    release,
    rewritten,
    told,
)

HEAD = b'{"images": [{"id": 4, "file_name": "a.png"}],\n"annotations": ['
TABLE = (
    b'],\n "categories": [\n  {"id": 7, "name": "label", "supercategory": "car"},\n'
    b'  {"id": 9, "name": "car"}\n ], "info": {"version": "test@1.0.0", "year": 2026}}\n'
)


def a_choice(label: str, target: str | None) -> Choose:
    """Return the choice that all uses of a label say another one, or leave."""
    change = None if target is None else Relabel("box", target)
    return lambda record: {
        at: change for at, use in enumerate(record.uses) if use.annotation.label == label
    }


def changed(tmp_path: Path, content: bytes, choose: Choose) -> bytes:
    """Return the bytes of a file after it was rewritten for the labels of `AFTER`."""
    path = tmp_path / "a.json"
    return changed_bytes(coco, path, content, release(AFTER, "box", version="2.0.0"), choose)


@settings(deadline=None, max_examples=25)
@given(made=documents("box", "polygon"), data=st.data())
def test_only_labels_change(
    tmp_path_factory: pytest.TempPathFactory, made: list[Document], data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("coco") / "a.json"
    found = assert_labels_change(coco, path, ("box", "polygon"), made, chosen(data))
    values = json.loads(found.path.read_bytes())
    assert values["info"]["version"] == "test@2.0.0"
    assert {one["name"] for one in values["categories"]} == set(AFTER)
    numbers = [one["id"] for one in values["categories"]]
    assert len(set(numbers)) == len(numbers)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            b'{"id": 1, "area": 9, "image_id": 4, "category_id": 9, "bbox": [1.50, 2, 3, 4e0]}',
            b'{"id": 1, "area": 9, "image_id": 4, "category_id": 2, "bbox": [1.50, 2, 3, 4e0]}',
        ),
        (
            b'{"category_id":9,"image_id":4,"attributes":{"category_id":9}}',
            b'{"category_id":2,"image_id":4,"attributes":{"category_id":9}}',
        ),
        (
            b'{"attributes":{"category_id":9},"category_id"\n: 9 ,"image_id":4}',
            b'{"attributes":{"category_id":9},"category_id"\n: 2 ,"image_id":4}',
        ),
        (b'{"image_id":4,"c\\u0061tegory_id":9}', b'{"image_id":4,"c\\u0061tegory_id":2}'),
        (
            b'{"image_id":4,"note":"\\"category_id\\":9","category_id":9}',
            b'{"image_id":4,"note":"\\"category_id\\":9","category_id":2}',
        ),
        (
            b'{"image_id":4,"note":"category_id","category_id":9}',
            b'{"image_id":4,"note":"category_id","category_id":2}',
        ),
        (b'{"image_id":4,"x":"car","category_id":9}', b'{"image_id":4,"x":"car","category_id":2}'),
    ],
)
def test_only_the_number_of_the_category_changes(
    tmp_path: Path, before: bytes, after: bytes
) -> None:
    choose = a_choice("car", "van")
    found = changed(tmp_path, HEAD + before + TABLE, choose)
    assert found.startswith(HEAD + after + b"]")


def test_the_table_becomes_that_of_the_release(tmp_path: Path) -> None:
    found = changed(tmp_path, HEAD + TABLE, a_choice("car", "van"))
    expected = (
        HEAD + b'],\n "categories": [\n  {"id": 7, "name": "label", "supercategory": "car"},\n'
        b'  {"id":1,"name":"name"},\n  {"id":2,"name":"van"},\n  '
        b'{"id":3,"name":"category_id2"},\n  {"id":4,"name":"choices"}\n ], '
        b'"info": {"version": "test@2.0.0", "year": 2026}}\n'
    )
    assert found == expected


@pytest.mark.parametrize("kept", ["100", "010", "001", "101", "000", "110", "111"])
def test_an_annotation_leaves_with_one_comma(tmp_path: Path, kept: str) -> None:
    def choose(record: Record) -> dict[int, None]:
        leaves = record.section == "annotations" and kept[record.values["id"]] == "0"
        return {0: None} if leaves else {}

    rows = [b'{"id":%d,"image_id":4,"category_id":7}' % at for at in range(3)]
    found = json.loads(changed(tmp_path, HEAD + b" ,\n".join(rows) + TABLE, choose))
    assert [one["id"] for one in found["annotations"]] == [
        at for at, one in enumerate(kept) if one == "1"
    ]


def test_all_categories_may_leave_and_numbers_of_text_stay_text(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    rows = b'{"images":[{"id":4}],"categories":[{"id":"8","name":"x"},{"id":"0","name":"y"}],'
    path.write_bytes(rows + b'"annotations":[{"image_id":4,"category_id":"8"}]}')
    after = rewritten(coco, path, release(("a", "b"), "box"), a_choice("x", "b"))
    values: dict[str, Any] = json.loads(after.path.read_bytes())
    assert values["categories"] == [{"id": "9", "name": "a"}, {"id": "1", "name": "b"}]
    assert values["annotations"] == [{"image_id": 4, "category_id": "1"}]


NUMBERED = b'{"image_id":4,"category_id":%d,"keypoints":[1,2,2, 3,4,2]}'
POSES = (
    b'],"categories":[{"id":7,"supercategory":"x","name":"car","keypoints":["b", "a"],'
    b'"skeleton":[[1,2]],"since":1.50},{"id":9,"name":"bus","keypoints":["b","a"]},'
    b'{"id":8,"name":"kept","keypoints":["a","b"]}]}'
)


def migrated_poses(tmp_path: Path, annotations: bytes, **ends: str) -> dict[str, Any]:
    """Return a file of poses after labels of it led to others: to the first ones told."""
    path = tmp_path / "a.json"
    schema = release(("kept", "van", "new"), "keypoints", version="2.0.0")
    choose = told(**{old: Relabel("keypoints", new.split(",")[0]) for old, new in ends.items()})
    inherited = heirs("keypoints", **ends)
    found = changed_bytes(coco, path, HEAD + annotations + POSES, schema, choose, inherited)
    values: dict[str, Any] = json.loads(found)
    return values


def test_a_category_says_what_that_said_which_led_to_it(tmp_path: Path) -> None:
    found = migrated_poses(tmp_path, NUMBERED % 7 + b"," + NUMBERED % 9, car="van,new", bus="van")
    points = {"keypoints": ["b", "a"], "skeleton": [[1, 2]]}
    said = {"supercategory": "x", **points, "since": 1.5}
    assert [one["category_id"] for one in found["annotations"]] == [1, 1]
    assert found["categories"] == [
        {"id": 8, "name": "kept", "keypoints": ["a", "b"]},
        {"id": 1, "name": "van", **said},
        {"id": 2, "name": "new", **said},
    ]


def test_points_that_would_be_called_otherwise_are_refused(tmp_path: Path) -> None:
    match = "line 2: the points of keypoints/kept are not those of category 7: b, a"
    with pytest.raises(SchemactlError, match=match):
        migrated_poses(tmp_path, NUMBERED % 7, car="kept", bus="van")


def test_the_first_row_of_a_number_says_what_its_points_are_called(tmp_path: Path) -> None:
    twice = POSES.replace(b"]}]}", b']},{"id":7,"name":"old","keypoints":["c"]}]}')
    schema = release(("kept", "van"), "keypoints", version="2.0.0")
    choose = told(car=Relabel("keypoints", "van"))
    inherited = heirs("keypoints", car="van")
    content = HEAD + NUMBERED % 7 + twice
    found = changed_bytes(coco, tmp_path / "a.json", content, schema, choose, inherited)
    [van] = [one for one in json.loads(found)["categories"] if one["name"] == "van"]
    assert van["keypoints"] == ["b", "a"]


def test_an_alias_keeps_its_category(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(HEAD + b'{"image_id":4,"category_id":9}' + TABLE)
    schema = release(("label", "vehicle"), "box")
    [task] = schema.tasks
    named = task.labels[1].model_copy(update={"aliases": ("car",)})
    task = task.model_copy(update={"labels": (task.labels[0], named)})
    schema = schema.model_copy(update={"tasks": (task,)})
    assert_nothing_changes(coco, path, schema)
    found = rewritten(coco, path, schema, a_choice("label", "vehicle"))
    assert found.path.read_bytes() == path.read_bytes()


def test_a_file_without_a_table_of_categories_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(HEAD + b'{"image_id":4,"category_id":9}]}')
    rewriting = coco.rewriting(path, Layout(), release(AFTER, "box"))
    records = [one for one in coco.read(path, Layout()) if one.uses]
    with pytest.raises(SchemactlError, match="line 2: no category can be made of box/van"):
        rewriting.splices(records[0], {0: Relabel("box", "van")})


def test_that_only_the_task_moves_changes_nothing(tmp_path: Path) -> None:
    def choose(record: Record) -> dict[int, Relabel]:
        return {0: Relabel("box", None)} if record.uses else {}

    content = HEAD + b'{"image_id":4,"category_id":7}' + TABLE
    assert changed(tmp_path, content, choose).startswith(HEAD + b'{"image_id":4,"category_id":7}')


def test_records_are_asked_for_out_of_their_turn(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(HEAD + TABLE)
    rewriting = coco.rewriting(path, Layout(), release(AFTER, "box", version="2.0.0"))
    assert isinstance(rewriting, RunRewriting)
    first = Record(1, 60, b'{"category_id":7}', {}, (), "annotations")
    later = Record(1, 80, b'{"category_id":7}', {}, (), "annotations")
    rewriting.splices(first, {0: None})
    assert rewriting.is_owed("annotations")
    with rewriting.aside():
        assert rewriting.splices(later, {}) == []
    assert [splice.begin for splice in rewriting.splices(later, {})] == [-3]
    rewriting.pass_by("annotations", 200)
    assert not rewriting.is_owed("annotations")
