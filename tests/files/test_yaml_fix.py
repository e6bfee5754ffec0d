"""Edits that rules propose, as replacements of characters: exact, or none at all."""

import pytest

from schemactl.files.yaml_fix import fix_of, last_end
from schemactl.model.finding import Edit, Fix, RemoveItem, SetScalar
from tests.builders import a_document


def edited(text: str, edit: Edit) -> str | None:
    """Return the text with the edit carried out, or None where it cannot be."""
    fix = fix_of(a_document(text), edit)
    return None if fix is None else text[: fix.start] + fix.text + text[fix.end :]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("to: {version: 1.0.0} # c\n", "to: {version: 2.0.0} # c\n"),
        ("to:\r\n  version: '1.0.0'\r\n", "to:\r\n  version: '2.0.0'\r\n"),
        ("to: {schema: s}\n", 'to: {schema: s, version: "2.0.0"}\n'),
        ("to:\n  schema: s # c\nx: y\n", 'to:\n  schema: s # c\n  version: "2.0.0"\nx: y\n'),
        ("to:\r\n  schema: s", 'to:\r\n  schema: s\r\n  version: "2.0.0"'),
        ("to:\n  a:\n  b:\n", 'to:\n  a:\n  b:\n  version: "2.0.0"\n'),
    ],
)
def test_a_value_is_set_or_its_key_added(before: str, after: str) -> None:
    assert edited(before, SetScalar(("to", "version"), "2.0.0")) == after
    assert a_document(after).problems == []


@pytest.mark.parametrize(
    "text",
    ["to: x\n", "to: {}\n", "to:\n  version: [a]\n", "to:\n  a: |\n    b\n", "to:\n  a: [b]\n"],
)
def test_where_a_key_cannot_be_added_safely_nothing_is_proposed(text: str) -> None:
    assert fix_of(a_document(text), SetScalar(("to", "version"), "2")) is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("x: [a, b, a] # c\n", "x: [a, b] # c\n"),
        ("x: [a , 'b' ,a]\n", "x: [a , 'b']\n"),
        ("x:\n  - a\n  - b # c\n  - a\ny: z\n", "x:\n  - a\n  - b # c\ny: z\n"),
        ("x:\r\n- a\r\n- b\r\n- a", "x:\r\n- a\r\n- b\r\n"),
    ],
)
def test_an_entry_goes_with_its_comma_or_line(before: str, after: str) -> None:
    assert edited(before, RemoveItem(("x", 2))) == after
    assert a_document(after).data["x"] == ["a", "b"]


def test_the_first_entry_goes_with_the_comma_behind_it() -> None:
    assert edited("x: [a, b]", RemoveItem(("x", 0))) == "x: [b]"


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("x: [a]\n", 0),
        ("x: [a, b]\n", 2),
        ("x: [a, [b]]\n", 1),
        ("x: a\n", 0),
        ("x:\n  - b\n  - a # a comment would be lost\n", 1),
        ("x:\n  -\n    a\n  - b\n", 0),
    ],
)
def test_what_is_not_certain_stays(text: str, at: int) -> None:
    assert fix_of(a_document(text), RemoveItem(("x", at))) is None


def test_the_end_of_a_block_is_the_end_of_its_last_value() -> None:
    document = a_document("a:\n  - b: c\n    d: [e]\n\n# f\n")
    assert document.root is not None
    assert document.text[: last_end(document.root)].endswith("d: [e]")


def test_a_fix_is_what_the_characters_become() -> None:
    assert fix_of(a_document("a: b"), SetScalar(("a",), "c")) == Fix(3, 4, "c")
