"""Single values: what was plain stays plain, prose goes into blocks, blocks keep their lines."""

from typing import Any

import pytest

from schemactl.files.yaml_scalar import block_lines, scalar_lines
from tests.builders import a_document

LONG = " ".join(["word"] * 30)


def value_of(text: str) -> Any:
    """Return the node of the value of `a`."""
    node, found = a_document(text).node(("a",))
    assert found
    return node


@pytest.mark.parametrize(
    ("written", "lines"),
    [
        ("b", ["b"]),
        ("no", ["no"]),
        ("1.10", ["1.10"]),
        ("'no'", ['"no"']),
        ('"1.10"', ['"1.10"']),
        ("'b c'", ["b c"]),
        ("'#b'", ['"#b"']),
        ("''", ['""']),
        ("", [""]),
        ("b\n  c", ["b c"]),
        ("b\n\n  c", ["|-", "    b", "    c"]),
        ("'Note: this is it.'", [">-", "    Note: this is it."]),
        ("'Fraud: card'", ['"Fraud: card"']),
        ('"a\\u200bb\\n"', ['"a\\u200bb\\n"']),
        ('"a\\n\\n"', ['"a\\n\\n"']),
    ],
)
def test_a_value_in_its_canonical_style(written: str, lines: list[str]) -> None:
    assert scalar_lines(value_of(f"a: {written}\n"), 3, "    ") == lines


def test_what_is_too_long_for_its_line_is_folded() -> None:
    first, *rest = scalar_lines(value_of(f"a: {LONG}\n"), 3, "    ")
    assert first == ">-"
    assert max(map(len, rest)) <= 100
    assert " ".join(line.strip() for line in rest) == LONG
    assert scalar_lines(value_of(f"a: {'x' * 200}\n"), 3, "    ") == ["x" * 200]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a: |\n    b\n      c\n\n    d\n\n\nx: y\n", ["|", "  b", "    c", "", "  d"]),
        ("a: >+ # one\n b\n\nx: y\n", [">+", "  b", ""]),
        ("a: |2-\n    b\n   c\n", ["|2-", "    b", "   c"]),
        ("a: |1\n   b\n", ["|2", "    b"]),
        ("a: >-\n  b   \n     \n", [">-", "  b   ", "     "]),
        ("a: |\n  b", ["|-", "  b"]),
        ("a: |\nx: y\n", ["|"]),
        ("a: |+\n\n\nx: y\n", ["|+", "", ""]),
    ],
)
def test_a_block_moves_with_its_lines(text: str, lines: list[str]) -> None:
    document = a_document(text)
    assert block_lines(text, value_of(text), 0, "  ") == lines
    moved = "a: " + "\n".join(lines) + "\n"
    assert a_document(moved).data["a"] == document.data["a"]
