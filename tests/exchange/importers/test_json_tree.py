"""JSON trees: nodes in all the shapes that taxonomies are published in."""

import json
from typing import Any

import pytest

from schemactl.errors import SchemactlError
from schemactl.exchange.importer import Imported, Request, Source
from schemactl.exchange.importers import json_tree

REQUEST = Request(name="n")


def imported(value: Any, **columns: str) -> Imported:
    """Return what a JSON value becomes."""
    source = Source("a.json", json.dumps(value).encode())
    return json_tree.read(source, REQUEST._replace(columns=columns))


def labels(found: Imported) -> Any:
    """Return the labels of the only task."""
    return found.schema["tasks"][0]["labels"]


def kinds(found: Imported) -> list[tuple[str, str | None]]:
    """Return kind and label of each remark."""
    return [(remark.kind, remark.label) for remark in found.report]


NESTED = [{"id": "a", "name": "A", "labels": [{"id": "b", "definition": "Words."}, {"id": "c"}]}]


def test_children_are_nested() -> None:
    tree = [
        {"id": "a", "name": "A", "children": [{"id": "b", "description": "Words."}, {"id": "c"}]}
    ]
    assert labels(imported(tree)) == NESTED
    assert labels(imported(tree[0])) == NESTED
    assert labels(imported({"children": tree})) == NESTED


def test_children_are_named_by_id() -> None:
    nodes = [
        {"id": "a", "name": "A", "child_ids": ["b", "c"]},
        {"id": "b", "definition": "Words."},
        {"id": "c"},
    ]
    assert labels(imported(nodes)) == NESTED


def test_parents_are_named_by_id() -> None:
    nodes = [
        {"id": "b", "definition": "Words.", "parent": "a"},
        {"id": "a", "name": "A", "parent": None},
        {"id": "c", "parents": ["a"]},
    ]
    assert labels(imported(nodes)) == NESTED


def test_nodes_stand_under_their_ids() -> None:
    nodes = {
        "a": {"name": "A", "children": {"b": {"definition": "Words."}, "c": {}}},
    }
    assert labels(imported(nodes)) == NESTED


def test_an_object_of_lists_declares_what_it_names() -> None:
    found = imported({"banking": ["routing", "pin change"], "travel": ["routing", {"id": "visa"}]})
    change = {"id": "pin-change", "name": "pin change", "aliases": ["pin change"]}
    assert labels(found) == [
        {"id": "banking", "labels": [{"id": "routing", "also_under": ["travel"]}, change]},
        {"id": "travel", "labels": [{"id": "visa"}]},
    ]


def test_a_list_of_names_and_an_object_of_names() -> None:
    assert labels(imported(["joy", "fear"])) == [{"id": "joy"}, {"id": "fear"}]
    assert labels(imported({"0": "joy", "1": None})) == [{"id": "0", "name": "joy"}, {"id": "1"}]


def test_several_parents_and_numbers_as_ids() -> None:
    found = imported([{"id": 1, "children": [3]}, {"id": 2, "children": [3]}, {"id": 3}])
    assert labels(found) == [{"id": "1", "labels": [{"id": "3", "also_under": ["2"]}]}, {"id": "2"}]
    assert found.several_parents == 1


def test_the_same_node_in_two_places_has_two_parents() -> None:
    leaf = {"id": "c", "name": "C"}
    found = imported([{"id": "a", "children": [leaf]}, {"id": "b", "children": [leaf]}])
    assert found.several_parents == 1
    assert kinds(found) == []
    other = {"id": "c", "name": "Other"}
    found = imported([{"id": "a", "children": [leaf]}, {"id": "b", "children": [other]}])
    assert kinds(found) == [("duplicate-id", "c")]


def test_keys_may_have_other_names() -> None:
    tree = {"code": "x", "label": "X", "sub": [{"code": "y", "rank": 4}]}
    found = imported(tree, id="code", name="label", children="sub", index="rank")
    assert labels(found) == [{"id": "x", "name": "X", "labels": [{"id": "y", "index": 4}]}]


def test_whatever_is_not_carried_over_is_reported() -> None:
    found = imported(
        [
            {"id": "a", "note": 1, "children": ["ghost"]},
            {"id": "a", "name": "again"},
            {"id": "b", "name": ["x"], "index": -1, "parent": "nobody"},
            {"children": [{"id": "c"}]},
            {"name": "d", "children": "e"},
            4.5,
        ]
    )
    assert kinds(found) == [
        ("duplicate-id", "a"),
        ("invalid-value", "b"),
        ("invalid-index", "b"),
        ("no-id", None),
        ("invalid-value", "d"),
        ("invalid-value", None),
        ("dangling-child", None),
        ("unknown-key", None),
        ("dangling-parent", "b"),
    ]
    assert [label["id"] for label in labels(found)] == ["a", "b", "c", "d"]


def test_a_circle_of_children_is_opened() -> None:
    found = imported([{"id": "a", "children": ["b"]}, {"id": "b", "children": ["a"]}])
    assert kinds(found) == [("cycle", "b")]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'[{"id": "a"},\n?]', r"a\.json:2:1: no JSON"),
        (b"3", "is a single value"),
        (b"[]", "has no labels"),
        (b"{}", "has no labels"),
        (b"[" * 100_000, "nested too deeply"),
        (b"[" + b"9" * 5000 + b"]", "a number too long"),
    ],
)
def test_what_is_no_tree_is_refused(content: bytes, message: str) -> None:
    with pytest.raises(SchemactlError, match=message):
        json_tree.read(Source("a.json", content), REQUEST)


def test_a_role_must_exist() -> None:
    with pytest.raises(SchemactlError, match="no role 'title'"):
        imported([], title="x")
