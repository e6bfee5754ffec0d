"""Tests of the data options."""

import pytest

from schemactl.data.options import Column, DataOptions, parse_columns
from schemactl.errors import SchemactlError
from schemactl.files.cell import CellType


def test_columns_are_read_with_role_type_and_task() -> None:
    texts = ["item=id", "label=Label:string?", "label:intent=a:b", "score=s:float", "at=x:y:int"]
    assert parse_columns(texts) == (
        Column("item", "id"),
        Column("label", "Label", CellType("string", optional=True)),
        Column("label", "a:b", None, "intent"),
        Column("score", "s", CellType("float")),
        Column("at", "x:y", CellType("int")),
    )


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        (["item"], "is not understood"),
        (["=a"], "is not understood"),
        (["item="], "is not understood"),
        (["item:intent=a"], "only a label column answers one task"),
        (["score=s"], "'score' is no role"),
        (["score=s:date"], "'score' is no role"),
        (["item=a", "item=b"], "--column item is given twice"),
        (["label:x=a", "label:x=b"], "--column label:x is given twice"),
    ],
)
def test_what_is_not_a_column_is_refused(texts: list[str], message: str) -> None:
    with pytest.raises(SchemactlError, match=message):
        parse_columns(texts)


def test_a_column_named_like_a_role_has_it_unless_said_otherwise() -> None:
    roles = DataOptions(columns=parse_columns(["item=id", "note=status"])).role_columns()
    assert (roles["item"], roles["note"], roles["label"]) == ("id", "status", "label")
    assert "status" not in roles


def test_label_columns_of_tasks_stand_for_the_label_column() -> None:
    options = DataOptions(columns=parse_columns(["label:intent=i"]))
    assert "label" not in options.role_columns()
    both = DataOptions(columns=parse_columns(["label:intent=i", "label=l"]))
    assert both.role_columns()["label"] == "l"


def test_types_go_to_the_layout() -> None:
    options = DataOptions(columns=parse_columns(["item=id", "n=n:int"]), header_row=0)
    assert options.layout()[:2] == (0, {"n": CellType("int")})
