"""Editing label files in place: one value changes, and not one character beside it."""

from typing import Any

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from schemactl.files.yaml_edit import Scalar, set_scalar
from schemactl.files.yaml_tree import Document
from schemactl.files.yaml_write import ScalarStyle, render_scalar, render_yaml
from schemactl.model.finding import Pointer
from schemactl.model.scalar import resolve

FILE = """\
# A comment above.
name: sentiment   # a comment beside
version: "1.0.0"
title:
tasks:
  - id: 'first'      # odd     spacing
    labels: [a, {id: b, name: "B"}]
    question: >-   # folded
      What does the
      customer want?

    # before the next key
    say: |
      Flag it.

      Go on.
    unsure: spread over
      two lines # and a comment
"""

texts = st.one_of(
    st.text(),
    st.text(alphabet=" \nab:#-'\"\\\t,{}", max_size=20),
    st.sampled_from(["", "yes", "1.10", "- x", "a: b", "a\nb", "word " * 40 + "word", "a\n"]),
)
POINTERS: list[Pointer] = [
    ("name",),
    ("version",),
    ("title",),
    ("tasks", 0, "id"),
    ("tasks", 0, "labels", 0),
    ("tasks", 0, "labels", 1, "name"),
    ("tasks", 0, "question"),
    ("tasks", 0, "say"),
    ("tasks", 0, "unsure"),
]


def read(text: str) -> Any:
    """Return the plain data of a text, which must be without problems."""
    document = Document("test.yaml", text.encode())
    assert document.problems == [], text
    return resolve(document.data)


def put(data: Any, pointer: Pointer, value: Scalar) -> Any:
    """Change a value in plain data."""
    inner = data
    for part in pointer[:-1]:
        inner = inner[part]
    inner[pointer[-1]] = value
    return data


def comments(text: str) -> list[str]:
    """Return the comments of FILE, in order."""
    return [line[line.index("# ") :] for line in text.splitlines() if "# " in line]


@given(st.sampled_from(POINTERS), texts)
@settings(max_examples=400, deadline=None)
@example(("tasks", 0, "labels", 0), "a, b")
@example(("tasks", 0, "labels", 0), "a: b")
@example(("title",), "a\nb")
def test_one_value_changes_and_nothing_else(pointer: Pointer, value: str) -> None:
    edited = set_scalar(FILE, pointer, value)
    assert read(edited) == put(read(FILE), pointer, value)
    if "#" not in value:
        assert comments(edited) == comments(FILE)


@given(
    st.sampled_from(["plain", "single", "double", "folded", "literal"]),
    texts,
    texts,
    st.sampled_from(["\n", "\r\n"]),
)
@settings(max_examples=400, deadline=None)
def test_an_edit_and_its_inverse_give_the_same_bytes(
    style: ScalarStyle, old: str, new: str, line_end: str
) -> None:
    indent = "      " if style in ("folded", "literal") else ""
    written, other = render_scalar(old, style, indent), render_scalar(new, style, indent)
    assume(written is not None and other is not None)
    text = f"# a\nlist:\n  - key: {written}\n    # b\n    next: c # d\n".replace("\n", line_end)
    edited = set_scalar(text, ("list", 0, "key"), new)
    assert read(edited)["list"][0] == {"key": new, "next": "c"}
    assert set_scalar(edited, ("list", 0, "key"), old) == text


@given(st.dictionaries(st.text(), st.one_of(texts, st.integers()), min_size=1), texts, st.data())
@settings(deadline=None)
def test_any_value_of_a_written_file_can_be_edited(
    data: dict[str, Any], value: str, draw: st.DataObject
) -> None:
    key = draw.draw(st.sampled_from(sorted(data)))
    edited = set_scalar(render_yaml({"a": [data]}), ("a", 0, key), value)
    assert read(edited) == {"a": [{**data, key: value}]}


def test_quotes_spacing_and_comments_stay() -> None:
    text = set_scalar(FILE, ("tasks", 0, "id"), "it's")
    text = set_scalar(text, ("version",), "2.0.0")
    text = set_scalar(text, ("title",), "Mood")
    text = set_scalar(text, ("tasks", 0, "question"), "Which one?")
    expected = FILE.replace("'first'", "'it''s'").replace("1.0.0", "2.0.0")
    expected = expected.replace("title:\n", "title: Mood\n")
    expected = expected.replace("What does the\n      customer want?", "Which one?")
    assert text == expected


def test_numbers_and_flags_are_written_bare() -> None:
    text = set_scalar("a: x # y\nb: 'true'\n", ("a",), 3)
    assert set_scalar(text, ("b",), False) == "a: 3 # y\nb: false\n"


def test_a_byte_order_mark_stays() -> None:
    assert set_scalar("\ufeffa: b\n", ("a",), "c") == "\ufeffa: c\n"


@pytest.mark.parametrize("pointer", [("tasks",), ("nothing",), ("tasks", 3), ("name", "x"), ()])
def test_there_must_be_a_single_value(pointer: Pointer) -> None:
    with pytest.raises(LookupError, match="no single value"):
        set_scalar(FILE, pointer, "x")
