"""Tests of rewriting tasks of Label Studio."""

from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemactl.errors import SchemactlError
from schemactl.files.dataset import Document
from schemactl.files.datasets import label_studio
from schemactl.files.rewriting import Relabel
from schemactl.model.release import ReleasedSchema
from tests.files.rewriting_laws import (
    AFTER,
    BEFORE,
    Choose,
    assert_labels_change,
    assert_nothing_changes,
    assert_only_labels_change,
    changed_bytes,
    chosen,
    documents,
    release,
    told,
)

TREE = ReleasedSchema.model_validate(
    {
        "schemactl": 1,
        "name": "test",
        "version": "2.0.0",
        "tasks": [
            {
                "id": task,
                "type": "classification",
                "labels": [{"id": "up", "labels": [{"id": "new"}, {"id": "other"}]}],
            }
            for task in ("mood", "tone")
        ],
    }
)


def one_task(*results: bytes, beside: bytes = b"") -> bytes:
    """Return a file of one task with an annotation of some results."""
    return (
        b'[ {"id": 1, "data": {"text": "old"}' + beside + b', "annotations" : [ {"lead": 1.50, '
        b'"result": [' + b" ,\n".join(results) + b"]} ]}]\n"
    )


def choices(*labels: bytes, name: bytes = b"mood") -> bytes:
    """Return a result of some choices."""
    listed = b", ".join(b'"' + label + b'"' for label in labels)
    return (
        b'{"from_name":"' + name + b'","type":"choices", "value" : {"choices":[' + listed + b"]}}"
    )


def changed(tmp_path: Path, content: bytes, choose: Choose) -> bytes:
    """Return the bytes of a file after it was rewritten for `TREE`."""
    path = tmp_path / "a.json"
    return changed_bytes(label_studio, path, content, TREE, choose)


NEW = Relabel("mood", "new", False)


@settings(deadline=None, max_examples=25)
@given(made=documents("classification", "span"), data=st.data())
def test_only_labels_of_texts_change(
    tmp_path_factory: pytest.TempPathFactory, made: list[Document], data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("label-studio") / "a.json"
    assert_labels_change(
        label_studio, path, ("classification", "span"), made, chosen(data), has_tasks=True
    )


@settings(deadline=None, max_examples=25)
@given(made=documents("box", "polygon"), data=st.data())
def test_only_labels_of_images_change(
    tmp_path_factory: pytest.TempPathFactory, made: list[Document], data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("label-studio") / "a.json"
    list(label_studio.write(path, made, release(BEFORE, "box", "polygon")))
    after = release(AFTER, "box", "polygon", version="2.0.0")
    assert_only_labels_change(label_studio, path, after, chosen(data), has_tasks=True)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (choices(b"old"), choices(b"new")),
        (choices(b"a", b"old", b"b"), choices(b"a", b"new", b"b")),
        (choices(b"\\u006fld"), choices(b"new")),
        (
            b'{"t\\u0079pe":"choices","from_name":"mood","value":{"ch\\u006fices":[ "old" ]}}',
            b'{"t\\u0079pe":"choices","from_name":"mood","value":{"ch\\u006fices":[ "new" ]}}',
        ),
        (
            b'{"meta":{"text":["\\"choices\\":[\\"old\\"]"]},"note":"old",' + choices(b"old")[1:],
            b'{"meta":{"text":["\\"choices\\":[\\"old\\"]"]},"note":"old",' + choices(b"new")[1:],
        ),
        (
            b'{"value" :\t{"x":{"choices":["old"]},"choices" : ["old"]},"type":"choices",'
            b'"from_name":"mood"}',
            b'{"value" :\t{"x":{"choices":["old"]},"choices" : ["new"]},"type":"choices",'
            b'"from_name":"mood"}',
        ),
        (
            b'{"from_name":"mood","type":"taxonomy","value":{"taxonomy":[["a"],["a", "old"]]}}',
            b'{"from_name":"mood","type":"taxonomy","value":{"taxonomy":[["a"],["up","new"]]}}',
        ),
        (
            b'{"from_name":"m","type":"rectanglelabels","value":{"x":1.0,"y":2e0,"width":3,'
            b'"height":4,"rotation":0,"rectanglelabels":["old"]},"original_width":9,'
            b'"original_height":9}',
            b'{"from_name":"m","type":"rectanglelabels","value":{"x":1.0,"y":2e0,"width":3,'
            b'"height":4,"rotation":0,"rectanglelabels":["new"]},"original_width":9,'
            b'"original_height":9}',
        ),
        (
            b'{"type":"relation","from_id":"x","to_id":"y","labels":["old"]}',
            b'{"type":"relation","from_id":"x","to_id":"y","labels":["new"]}',
        ),
        (
            b'{"from_name":"m","type":"pairwise","value":{"selected":"old"}}',
            b'{"from_name":"m","type":"pairwise","value":{"selected":"new"}}',
        ),
    ],
)
def test_only_the_label_changes(tmp_path: Path, before: bytes, after: bytes) -> None:
    assert changed(tmp_path, one_task(before), told(old=NEW)) == one_task(after)


def test_predictions_and_drafts_change_too(tmp_path: Path) -> None:
    def content(label: bytes) -> bytes:
        result = b'[{"score":0.50,"result":[' + choices(label) + b"]}]"
        beside = b',"predictions":' + result + b',"drafts" :' + result
        return one_task(choices(label), beside=beside)

    assert changed(tmp_path, content(b"old"), told(old=NEW)) == content(b"new")


def test_lines_of_tasks_change_one_by_one(tmp_path: Path) -> None:
    lines = b"\r\n".join(one_task(choices(label))[1:-2] for label in (b"a", b"old"))
    expected = lines.replace(b'["old"]', b'["new"]')
    assert changed(tmp_path, lines, told(old=NEW)) == expected


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([choices(b"old", b"a")], [choices(b"a")]),
        ([choices(b"a", b"old")], [choices(b"a")]),
        ([choices(b"old"), choices(b"a")], [choices(b"a")]),
        ([choices(b"a"), choices(b"old", b"old")], [choices(b"a")]),
    ],
)
def test_labels_and_results_leave_with_one_comma(
    tmp_path: Path, before: list[bytes], after: list[bytes]
) -> None:
    assert changed(tmp_path, one_task(*before), told(old=None)) == one_task(*after)


def test_whoever_has_no_result_left_leaves(tmp_path: Path) -> None:
    found = changed(tmp_path, one_task(choices(b"old")), told(old=None))
    assert orjson.loads(found)[0]["annotations"] == []


def test_whoever_said_that_nothing_applies_may_leave(tmp_path: Path) -> None:
    found = changed(tmp_path, one_task(), told(nothing=None))
    assert orjson.loads(found)[0]["annotations"] == []
    assert changed(tmp_path, one_task(), told(nothing=Relabel("mood", None))) == one_task()
    with pytest.raises(SchemactlError, match="no result has a place for mood/new"):
        changed(tmp_path, one_task(), told(nothing=NEW))


def test_what_is_said_of_a_region_leaves_with_it(tmp_path: Path) -> None:
    region = (
        b'{"id":"r","from_name":"m","type":"labels","value":{"start":0,"end":1,"labels":["old"]}}'
    )
    rating = b'{"id":"r","from_name":"sure","type":"rating","value":{"rating":3}}'
    found = changed(tmp_path, one_task(region, choices(b"a"), rating), told(old=None))
    assert found == one_task(choices(b"a"))


def test_a_result_moves_to_the_control_of_another_task(tmp_path: Path) -> None:
    moved = told(old=Relabel("tone", "new"))
    found = changed(tmp_path, one_task(choices(b"old")), moved)
    assert found == one_task(choices(b"new", name=b"tone"))
    value = b'{"from_name":"mood","type":"rating","value":{"rating":3}}'
    found = changed(tmp_path, one_task(value), told(nothing=Relabel("tone", None)))
    assert found == one_task(value.replace(b"mood", b"tone"))


def test_labels_that_move_to_several_tasks_become_several_results(tmp_path: Path) -> None:
    moved = told(old=Relabel("tone", "new"), b=None)
    found = changed(tmp_path, one_task(choices(b"a", b"old", b"b")), moved)
    expected = one_task(choices(b"a") + b", " + choices(b"new", name=b"tone"))
    assert found == expected


def test_a_label_is_written_where_nothing_applied(tmp_path: Path) -> None:
    assert changed(tmp_path, one_task(choices()), told(nothing=NEW)) == one_task(choices(b"new"))
    relation = b'{"type":"relation","from_id":"x","to_id":"y"}'
    with pytest.raises(SchemactlError, match="type 'relation' has no place for mood/new"):
        changed(tmp_path, one_task(relation), told(nothing=NEW))


def test_one_of_several_texts_may_leave(tmp_path: Path) -> None:
    def content(texts: bytes) -> bytes:
        return one_task(b'{"from_name":"m","type":"textarea","value":{"text":[' + texts + b"]}}")

    found = changed(tmp_path, content(b'"a", "b"'), lambda _: {0: None})
    assert found == content(b'"b"')


def test_frames_of_one_region_change_together(tmp_path: Path) -> None:
    frames = b",".join(
        b'{"frame":%d,"enabled":true,"x":1,"y":1,"width":1,"height":1}' % at for at in (1, 2)
    )
    video = b'{"from_name":"m","type":"videorectangle","original_width":9,"original_height":9,'
    video += b'"value":{"sequence":[' + frames + b'],"labels":["old"]}}'
    found = changed(tmp_path, one_task(video), told(old=NEW))
    assert found == one_task(video.replace(b'["old"]', b'["new"]'))
    with pytest.raises(SchemactlError, match="the frames of one region"):
        changed(tmp_path, one_task(video), lambda _: {0: NEW})


def test_stamps_become_those_of_the_release(tmp_path: Path) -> None:
    beside = b', "meta" : {"schema":"test@1.0.0", "guideline": "g@1.0.0"}'
    found = changed(tmp_path, one_task(choices(b"a"), beside=beside), lambda _: {})
    assert found == one_task(choices(b"a"), beside=beside.replace(b"1.0.0", b"2.0.0", 1))


def test_the_samples_of_other_tools_stay_whole(tmp_path: Path) -> None:
    values: dict[str, Any] = {"data": {"text": "x"}, "completions": [{"result": []}, 7]}
    path = tmp_path / "a.json"
    path.write_bytes(orjson.dumps([values]))
    assert_nothing_changes(label_studio, path, TREE)
