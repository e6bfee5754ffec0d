"""Collections in one line: evenly spaced, quoted only where needed, and never with prose."""

from typing import Any

import pytest

from schemactl.files.yaml_flow import one_line, quoted
from tests.builders import a_document


def written(text: str, *, also_prose: bool = False) -> str | None:
    """Return what becomes of a collection in one line."""
    root: Any = a_document(text).root
    return one_line(root, also_prose=also_prose)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[ a,b ,  'c d',]", "[a, b, c d]"),
        ("{ a : b,'c': \"d\" }", "{a: b, c: d}"),
        ("[[a], {b: [c]}]", "[[a], {b: [c]}]"),
        ("['1', 1, \"no\", no]", '["1", 1, "no", no]'),
        ("[\"a,b\", 'c:d', '#e', '{f']", '["a,b", "c:d", "#e", "{f"]'),
        ("['\"x\" y']", "['\"x\" y']"),
        ("[a\n  b]", "[a b]"),
        ("[a: b]", "[{a: b}]"),
        ("['']", '[""]'),
    ],
)
def test_spacing_and_quotes(text: str, expected: str) -> None:
    assert written(text) == expected


@pytest.mark.parametrize(
    "text", ["[Go on.]", "['a, b']", "['a: b']", '["a\\nb"]', "{a: }", "[x, {a: 'b # c'}]"]
)
def test_prose_and_empty_places_belong_into_a_block(text: str) -> None:
    assert written(text) is None


def test_prose_may_be_kept() -> None:
    assert written("{a: 'b, c', d: Go on.}", also_prose=True) == '{a: "b, c", d: Go on.}'
    assert written('["a\\nb"]', also_prose=True) == '["a\\nb"]'
    assert written("{a: }", also_prose=True) is None


def test_quotes_are_double_unless_they_need_escapes() -> None:
    assert [quoted(text) for text in ("a", 'say "x"', "it's", '"\n')] == [
        '"a"',
        "'say \"x\"'",
        '"it\'s"',
        '"\\"\\n"',
    ]
