"""Label Studio reader: what decides of labels is told only where it is proven."""

from pathlib import Path
from typing import Any

import orjson
import pytest

from schemactl.files.datasets.label_studio import task_records
from schemactl.files.json_edits import span_of
from schemactl.files.json_element import Element
from schemactl.files.label_studio_reader import (
    NOTHING,
    Key,
    TaskReader,
    Tasks,
    example_of,
    id_of,
    key_of,
)

BOX = {"x": 1, "y": 2, "width": 3, "height": 4}


def a_result(kind: str = "choices", control: Any = "c", **value: Any) -> dict[str, Any]:
    """Return a result."""
    return {"id": "r", "type": kind, "from_name": control, "value": value}


def a_task(*results: Any, **fields: Any) -> dict[str, Any]:
    """Return a task with one annotation."""
    return {"id": 1, "data": {}, "annotations": [{"result": list(results)}], **fields}


def read(*tasks: dict[str, Any]) -> Tasks | None:
    """Read tasks as they are written by others."""
    return TaskReader().read(orjson.dumps(tasks))


def keys(*tasks: dict[str, Any]) -> list[Key]:
    """Return what decides of the results of tasks."""
    found = read(*tasks)
    assert found is not None
    return list(map(key_of, found.results))


def test_control_type_and_labels_decide() -> None:
    words = {**a_result("labels", "d", labels=["a"], start=0, end=1), "id": "s"}
    results = [a_result(choices=["a", "b"]), words]
    assert keys(a_task(*results)) == [
        ("choices", "c", b'["a","b"]'),
        ("labels", "d", b'["a"]'),
    ]


def test_labels_are_told_as_they_are_written() -> None:
    task = orjson.dumps(a_task(a_result(choices=["a"])))
    text = b"[" + task.replace(b'["a"]', b'[ "\\u0061" ]') + b"]"
    found = TaskReader().read(text)
    assert found is not None
    assert key_of(found.results[0])[2] == b'[ "\\u0061" ]'


@pytest.mark.parametrize(
    ("kind", "value", "labels"),
    [
        ("rectanglelabels", {**BOX, "rectanglelabels": ["a"]}, b'["a"]'),
        ("rectanglelabels", {**BOX, "labels": ["a"]}, b'["a"]'),
        ("rectangle", BOX, b""),
        ("rating", {"rating": 3}, b""),
        ("number", {"number": 3, **BOX}, b""),
        ("taxonomy", {"taxonomy": [["a", "b"]]}, b'[["a","b"]]'),
        ("pairwise", {"selected": "left"}, b'"left"'),
        ("textarea", {"text": ["a", "b"]}, b"2"),
        ("textarea", {"text": "a"}, b"1"),
    ],
)
def test_each_type_has_its_place_for_labels(kind: str, value: Any, labels: bytes) -> None:
    [key] = keys(a_task(a_result(kind, **value)))
    assert key == (kind, "c", labels)
    text, begin = example_of(key)
    [record] = task_records(Path("a"), [Element(None, 1, 0, text, True)])
    assert not record.problems
    assert {use.annotation.task for use in record.uses} == {"c"}
    assert text[begin:].startswith(b'["' if kind == "textarea" else labels)
    member = {"pairwise": "selected", "textarea": "text"}.get(kind, kind)
    if labels:
        assert span_of(text, ("annotations", 0, "result", 0, "value", member))[0] == begin


@pytest.mark.parametrize(
    "result",
    [
        {"id": "r", "type": "relation", "from_name": "c", "labels": ["a"]},
        a_result("ranker", ranker={"_": []}),
        a_result("videorectangle", sequence=[], labels=["a"]),
        a_result("timelinelabels", ranges=[], timelinelabels=["a"]),
        a_result("strange", textlabels=["a"]),
        a_result(control=["c"], choices=["a"]),
        {"id": "r", "type": "choices", "value": {"choices": ["a"]}},
        {"id": "r", "type": "choices", "from_name": "c"},
        {"id": "r", "type": "choices", "from_name": "c", "value": None},
    ],
)
def test_other_results_are_read_otherwise(result: dict[str, Any]) -> None:
    rating = {**a_result("rating", rating=1), "id": "s"}
    assert [kind for kind, _, _ in keys(a_task(result, rating))] == [None, "rating"]


@pytest.mark.parametrize("labels", [{"labels": ["a"]}, {}])
def test_relations_have_their_labels_themselves(labels: dict[str, Any]) -> None:
    relation = {"type": "relation", "from_id": "a", "to_id": "b", "direction": "left", **labels}
    [key] = keys(a_task(relation))
    assert key == ("relation", None, b'["a"]' if labels else b"")
    text, begin = example_of(key)
    [record] = task_records(Path("a"), [Element(None, 1, 0, text, True)])
    [use] = record.uses
    assert (use.annotation.label, list(use.regions)) == ("a" if labels else None, ["relation"])
    assert text[begin:].startswith(key[2])
    both = a_task({**relation, "labels": ["a"]}, {"type": "relation"})
    assert {kind for kind, _, _ in keys(both)} == {None}


def test_whoever_gives_no_result_says_so() -> None:
    makers = [{"result": []}, {"result": None}]
    found = read({"id": 1, "annotations": makers, "predictions": [{"id": 3}]}, {"id": 2})
    assert found is not None
    assert list(map(key_of, found.results)) == [NOTHING] * 3
    assert found.ends == [3, 3]
    text, _ = example_of(NOTHING)
    [record] = task_records(Path("a"), [Element(None, 1, 0, text, True)])
    assert [use.annotation.task for use in record.uses] == [None]


def test_what_is_said_of_a_region_is_no_use() -> None:
    region = a_result("rectanglelabels", **BOX, rectanglelabels=["a"])
    other = {**a_result(choices=["b"]), "id": "s"}
    found = keys(a_task(region, a_result(choices=["c"]), other))
    assert found == [("rectanglelabels", "c", b'["a"]'), ("choices", "c", b'["b"]')]


def test_all_makers_tell() -> None:
    task = a_task(a_result(choices=["a"]), predictions=[{"result": [a_result(choices=["b"])]}])
    task["drafts"] = [{"result": [a_result(choices=["c"])]}]
    assert [labels for _, _, labels in keys(task)] == [b'["a"]', b'["b"]', b'["c"]']


def test_stamps_are_told_with_their_task() -> None:
    stamped = a_task(data={"schema": "s@1.0.0"}, meta={"schema": "t"})
    found = read(a_task(), stamped, a_task(meta=None))
    assert found is not None
    told = [(at, bytes(raw)) for at, raw in found.stamps]
    assert told == [(1, b'"s@1.0.0"'), (1, b'"t"')]


def test_ids_are_texts_or_whole_numbers() -> None:
    results = [{**a_result(choices=[]), "id": one} for one in ("a", 1, 1.5, None)]
    found = read(a_task(*results))
    assert found is not None
    assert list(map(id_of, found.results)) == ["a", "1", None, None]


def test_layouts_are_learned_as_they_come() -> None:
    reader = TaskReader()
    for number in range(1, 4):
        task = a_task(a_result(choices=["a"]), **{f"f{one}": one for one in range(number)})
        assert reader.read(orjson.dumps([task])) is not None
    assert reader.layouts == 3
    for number in range(200):
        reader.read(orjson.dumps([a_task(**{f"g{number}": 1})]))
    assert reader.read(orjson.dumps([a_task(g500=1)])) is None
    assert reader.read(orjson.dumps([a_task(f0=1)])) is not None


def test_nothing_is_learned_from_what_is_known() -> None:
    reader = TaskReader()
    text = orjson.dumps([a_task()])
    assert reader.read(text, is_known=True) is None
    assert reader.read(text) is not None
    assert reader.read(text, is_known=True) is not None
    assert reader.layouts == 1


@pytest.mark.parametrize(
    "text",
    [
        b'[{"id":1,"id":1}]',
        b'[{"id":1,"\\u0069d":1}]',
        b'[{"id" :1}]',
        b'[{"id":"\xff"}]',
        b'[{"id":1e999}]',
        b'[{"id":"\\ud800"}]',
        b'[{"id":1},2]',
        b'[{"id":1,"annotations":[1]}]',
        b'[{"id":1,"annotations":[{"result":[{}]}]}]',
        b'[{"id":1,"completions":[]}]',
        b'[{"id":%s}]' % (b"1" * 30),
        b'[{"id":1}',
    ],
)
def test_what_is_not_proven_is_not_told(text: bytes) -> None:
    reader = TaskReader()
    assert reader.read(text) is None
    assert reader.read(text) is None
