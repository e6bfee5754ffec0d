"""CSV: parents by id or by path, and a remark for whatever is not carried over."""

from typing import Any

import pytest

from schemactl.errors import SchemactlError
from schemactl.exchange.importer import Imported, Request, Source
from schemactl.exchange.importers import csv

REQUEST = Request(name="n")


def imported(text: str, request: Request = REQUEST) -> Imported:
    """Return what a table with this text becomes."""
    return csv.read(Source("a.csv", text.encode()), request)


def labels(found: Imported) -> Any:
    """Return the labels of the only task."""
    return found.schema["tasks"][0]["labels"]


def remarks(found: Imported) -> list[tuple[str, int | None, str | None]]:
    """Return kind, line and label of each remark."""
    return [(remark.kind, remark.line, remark.label) for remark in found.report]


def test_parents_may_stand_below_their_children() -> None:
    request = REQUEST._replace(columns={"id": "Code", "name": "Title", "parent": "Up"})
    found = imported("Code,Title,Up\n31-33,Making,\n2,Two,1\n1,One,31-33\n", request)
    one = {"id": "1", "name": "One", "labels": [{"id": "2", "name": "Two"}]}
    assert labels(found) == [{"id": "31-33", "name": "Making", "labels": [one]}]
    assert found.report == ()


def test_columns_named_like_roles_have_them_unless_told_otherwise() -> None:
    text = "id,name,definition,parent,index\nb,B,Words.,a,1\na,A,,,0\n"
    found = imported(text)
    below = {"id": "b", "name": "B", "index": 1, "definition": "Words."}
    assert labels(found) == [{"id": "a", "name": "A", "index": 0, "labels": [below]}]
    renamed = imported(text, REQUEST._replace(columns={"id": "name"}))
    assert [label["id"] for label in labels(renamed)] == ["B", "A"]


def test_whatever_is_not_carried_over_is_reported() -> None:
    found = imported(
        "id,name,parent,index,note\n"
        "a,A,ghost,0,x\n"
        ",Nameless,,,\n"
        "a,Again,,,\n"
        "b c,,a,-1,\n"
        "d,A,d,,,,more\n"
    )
    assert remarks(found) == [
        ("unknown-column", None, None),
        ("extra-cells", 6, None),
        ("no-id", 3, None),
        ("empty-name", 5, "b-c"),
        ("invalid-index", 5, "b-c"),
        ("duplicate-id", 4, "a"),
        ("id-replaced", 5, "b-c"),
        ("repeated-name", 6, "d"),
        ("dangling-parent", 2, "a"),
        ("cycle", 6, "d"),
    ]


def test_a_path_column_nests_labels_and_makes_missing_groups() -> None:
    request = REQUEST._replace(columns={"id": "id"}, path_column="path", path_separator=">")
    found = imported("id,path\n2,Pets > Dogs\n1,Pets\n3,Food > Dry > Cat\n", request)
    dry = {
        "id": "Food/Dry",
        "name": "Dry",
        "aliases": ["Food>Dry"],
        "labels": [{"id": "3", "name": "Cat"}],
    }
    assert labels(found) == [
        {"id": "1", "name": "Pets", "labels": [{"id": "2", "name": "Dogs"}]},
        {"id": "Food", "labels": [dry]},
    ]
    assert remarks(found) == [
        ("made-parent", 4, "Food"),
        ("made-parent", 4, "Food/Dry"),
        ("id-replaced", None, "Food/Dry"),
    ]


def test_without_an_id_the_path_is_the_id() -> None:
    found = imported("path\nMovies/Action\nMovies\n", REQUEST._replace(path_column="path"))
    assert labels(found) == [
        {"id": "Movies", "labels": [{"id": "Movies/Action", "name": "Action"}]}
    ]


def test_names_alone_make_ids() -> None:
    found = imported("name\nVery happy\nsad\n")
    assert labels(found) == [
        {"id": "very-happy", "name": "Very happy", "aliases": ["Very happy"]},
        {"id": "sad"},
    ]


def test_without_a_header_columns_are_numbers() -> None:
    request = REQUEST._replace(header_row=0, columns={"id": "2", "name": "1"})
    assert labels(imported("A,a\n", request)) == [{"id": "a", "name": "A"}]


def test_literal_quotes_are_pointed_out() -> None:
    found = imported('id\tname\na\t"A"\n', REQUEST._replace(delimiter="\t"))
    assert labels(found) == [{"id": "a", "name": '"A"'}]
    assert remarks(found) == [("literal-quotes", None, None)]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"columns": {"ids": "a"}}, "no role 'ids'"),
        ({"columns": {}}, "no column is given for the id"),
        ({"columns": {"id": "z"}}, "no column 'z'"),
        ({"columns": {"id": "a", "parent": "b"}, "path_column": "b"}, "given twice"),
        ({"columns": {"id": "a"}, "path_column": "b", "path_separator": ""}, "is empty"),
        ({"columns": {}, "header_row": 0}, "no column is given for the id"),
    ],
)
def test_what_cannot_be_read_is_one_failure(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(SchemactlError, match=message) as caught:
        imported("a,b\n1,2\n", REQUEST._replace(**changes))
    assert caught.value.hint
