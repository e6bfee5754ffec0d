"""Drafts: ids stay unique, aliases legal, labels nested, and what is lost is said."""

from typing import Any

import pytest

from schemactl.errors import SchemactlError
from schemactl.exchange.concept import Concept
from schemactl.exchange.draft import DEEPEST_LABEL, draft
from schemactl.exchange.importer import Imported, Request, Source
from schemactl.files.schema_file import build_schema
from schemactl.files.yaml_tree import Document
from schemactl.files.yaml_write import render_yaml

REQUEST = Request(name="n")
SOURCE = Source("a.csv", b"")


def a_concept(key: str, label_id: str = "", **fields: Any) -> Concept:
    """Return a concept; without a label id its key is legal."""
    return Concept(key=key, original=key, label_id=label_id or key, **fields)


def drafted(*concepts: Concept, request: Request = REQUEST) -> Imported:
    """Return the draft, after checking that it reads as a schema without problems."""
    imported = draft(concepts, (), request, SOURCE)
    document = Document("schema.yaml", render_yaml(imported.schema).encode())
    assert build_schema(document) is not None
    assert document.problems == []
    return imported


def labels(imported: Imported) -> Any:
    """Return the labels of the only task."""
    return imported.schema["tasks"][0]["labels"]


def kinds(imported: Imported) -> list[tuple[str, str | None]]:
    """Return kind and label of each remark."""
    return [(remark.kind, remark.label) for remark in imported.report]


def test_a_flat_set_has_no_hierarchy() -> None:
    imported = drafted(a_concept("a", name="A", definition=" Words. \n"), a_concept("b", name="b"))
    assert imported.schema == {
        "schemactl": 1,
        "name": "n",
        "version": "0.1.0",
        "inputs": {"text": {"type": "text"}},
        "tasks": [
            {
                "id": "n",
                "type": "classification",
                "inputs": ["text"],
                "choose": "one",
                "labels": [{"id": "a", "name": "A", "definition": "Words."}, {"id": "b"}],
            }
        ],
    }
    assert (imported.labels, imported.depth, imported.several_parents) == (2, 1, 0)


def test_a_label_stands_under_its_first_parent_and_also_under_the_others() -> None:
    imported = drafted(
        a_concept("a", parents=("b", "c")), a_concept("b", parents=("c",)), a_concept("c")
    )
    below = {"id": "b", "labels": [{"id": "a", "also_under": ["c"]}]}
    assert labels(imported) == [{"id": "c", "labels": [below]}]
    assert imported.schema["tasks"][0]["hierarchy"] == {
        "choose": "any-level",
        "ancestors": "explicit",
    }
    assert (imported.labels, imported.depth, imported.several_parents) == (3, 3, 1)


def test_an_id_that_had_to_change_keeps_the_original_as_an_alias() -> None:
    imported = drafted(a_concept("a b", "a-b"), a_concept("a-b"), a_concept("a?b", "a-b"))
    assert labels(imported) == [
        {"id": "a-b-2", "aliases": ["a b"]},
        {"id": "a-b"},
        {"id": "a-b-3", "aliases": ["a?b"]},
    ]
    assert kinds(imported) == [("id-replaced", "a-b-2"), ("id-replaced", "a-b-3")]


def test_an_original_that_is_reserved_or_taken_is_no_alias() -> None:
    imported = drafted(a_concept("nothing", "label-nothing"))
    assert labels(imported) == [{"id": "label-nothing"}]
    assert "cannot be an alias" in imported.report[0].message


def test_a_key_that_comes_twice_is_left_out() -> None:
    imported = drafted(a_concept("a", name="A", line=2), a_concept("a", name="B", line=7))
    assert labels(imported) == [{"id": "a", "name": "A"}]
    assert [(r.kind, r.line) for r in imported.report] == [("duplicate-id", 7)]
    assert "line 2" in imported.report[0].message


def test_repeated_names_and_indexes_are_reported() -> None:
    imported = drafted(
        a_concept("a", name="A", index=0), a_concept("b", name="A", index=0), a_concept("c")
    )
    assert kinds(imported) == [("repeated-name", "b"), ("invalid-index", "b")]
    assert [label.get("index") for label in labels(imported)] == [0, None, None]


def test_half_a_character_is_replaced() -> None:
    imported = drafted(a_concept("a", name="\ud83d!"))
    assert labels(imported) == [{"id": "a", "name": "\ufffd!"}]
    assert kinds(imported) == [("half-character", "a")]


def test_ids_that_look_like_numbers_have_no_quotes() -> None:
    text = render_yaml(drafted(a_concept("0111"), a_concept("no")).schema)
    assert "- id: 0111\n" in text
    assert '- id: "no"\n' in text


def chain(length: int) -> list[Concept]:
    """Return labels of which each stands under the one before."""
    return [a_concept(f"l{n}", parents=(f"l{n - 1}",) if n else ()) for n in range(length)]


def test_labels_may_be_nested_as_deep_as_a_file_can_be_read() -> None:
    last = a_concept("last", parents=(f"l{DEEPEST_LABEL - 2}", "l0"))
    assert drafted(*chain(DEEPEST_LABEL - 1), last).depth == DEEPEST_LABEL
    with pytest.raises(SchemactlError, match=f"{DEEPEST_LABEL + 1} levels deep"):
        draft(chain(DEEPEST_LABEL + 1), (), REQUEST, SOURCE)


def test_there_must_be_labels() -> None:
    with pytest.raises(SchemactlError, match=r"a\.csv has no labels"):
        draft((), (), REQUEST, SOURCE)


@pytest.mark.parametrize(
    ("task_type", "shown", "has_choice"),
    [
        ("box", "image", False),
        ("span", "text", False),
        ("segment", "audio", False),
        ("mask", "image", False),
        ("cuboid", "pointcloud", False),
    ],
)
def test_the_task_is_as_asked(task_type: str, shown: str, has_choice: bool) -> None:
    request = REQUEST._replace(task="t", task_type=task_type, choose="any", version="2.0.0")
    schema = drafted(a_concept("a"), request=request).schema
    assert schema["version"] == "2.0.0"
    assert schema["inputs"] == {shown: {"type": shown}}
    assert schema["tasks"][0]["id"] == "t"
    assert ("choose" in schema["tasks"][0]) is has_choice


def test_a_type_without_labels_is_refused() -> None:
    with pytest.raises(SchemactlError, match="rating task has no labels"):
        draft([a_concept("a")], (), REQUEST._replace(task_type="rating"), SOURCE)
