"""YAML by blocks: what is put together is what is read as a whole, or the file is read so."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemactl.files import yaml_blocks
from schemactl.files.known_blocks import KnownBlocks
from schemactl.files.yaml_blocks import BlockDocument
from schemactl.files.yaml_tree import Document

HEAD = "schemactl: 1\nname: s\nlabels:\n"
ENTRY = (
    "  - id: {}\n    definition: A text, {}.\n    examples:\n      - one\n      - {{content: b}}\n"
)


@pytest.fixture(autouse=True, scope="module")
def few() -> Iterator[None]:
    """Have short lists be read by entries, too."""
    before = yaml_blocks._FEWEST
    yaml_blocks._FEWEST = 2
    yield
    yaml_blocks._FEWEST = before


def entries(*names: str) -> str:
    return "".join(ENTRY.format(name, name) for name in names)


def same(text: str, known: KnownBlocks | None = None) -> BlockDocument:
    """Read a text by blocks; everything about it is as if it was read as a whole."""
    whole = Document("f.yaml", text.encode())
    found = BlockDocument("f.yaml", text.encode(), known or KnownBlocks())
    assert repr(found.data) == repr(whole.data)
    assert types(found.data) == types(whole.data)
    assert found.problems == whole.problems
    assert found.cuts == whole.cuts
    for pointer in pointers(whole.data, ()):
        assert found.locate(pointer) == whole.locate(pointer)
        assert not pointer or found.locate_key(pointer) == whole.locate_key(pointer)
    return found


def types(data: Any) -> Any:
    if isinstance(data, dict):
        return [(key, types(inner)) for key, inner in data.items()]
    if isinstance(data, list):
        return [types(inner) for inner in data]
    return type(data)


def pointers(data: Any, here: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    yield here
    inner = data.items() if isinstance(data, dict) else enumerate(data) if data else ()
    if not isinstance(data, str):
        for key, value in inner:
            yield from pointers(value, (*here, key))


def is_by_blocks(text: str) -> bool:
    found = BlockDocument("f.yaml", text.encode(), KnownBlocks())
    return found.root is None and found.data is not None


@pytest.mark.parametrize(
    "text",
    [
        HEAD + entries("a", "b", "c"),
        HEAD + entries("a", "b", "c") + "version: 1.0.0\n",
        HEAD + entries("a", "b") + "  # the last one\n  - id: c\n# end\nversion: 1.0.0\n",
        HEAD + entries("a", "b").rstrip("\n"),
        HEAD + entries("a", "b") + "\n \n\n",
        HEAD + "  - a\n  - b: 1\n    c: true\n  - 'd'\n  - - e\n    - f\n",
        HEAD + "  - a: |\n      x\n\n      - y\n  - b: >+\n      x\n\n\n  - c: |2\n       x\n",
        HEAD + '  - a: "x\n      y"\n  - b: [c,\n      d]\n  - e: {f: g}\n',
        HEAD + "  - a: b\n      c\n  - d\n    e\n",
        HEAD + "  - a\n  - b\n# comment\n  - c\n  - d\n",
        HEAD.replace("labels:", "labels: \t") + entries("a", "b"),
        "labels:\n- a\n- b: c\n  d: e\n-   f\nname: s\n",
        "tasks:\n  - id: t\n    labels:\n"
        + re.sub("(?m)^", "    ", entries("a", "b")).rstrip(" ")
        + "  - id: u\n    labels:\n      - x\n      - y\n    more: z\n",
        HEAD + "  - id: a\n    labels:\n      - b\n      - c\n  - id: d\n",
        HEAD + "  - a\n   - b\n  - c\n",
        HEAD + "  - 1\n  - ''\n  -  2.5\n  - true\n",
    ],
)
def test_entries_are_read_by_themselves(text: str) -> None:
    assert is_by_blocks(text)
    same(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "labels: [a, b]\n",
        HEAD + "  - a\n",
        HEAD + entries("a", "b").replace("\n", "\r\n"),
        HEAD + '  - a: "x\n  - b\n  - c"\n  - d\n',
        HEAD + "  - a: [x,\n  - y]\n  - b\n",
        HEAD + "  - a: 'x\n  - b\n  - c\n",
        HEAD + "  - a: &x b\n  - c: *x\n",
        HEAD + "  - a: *x\n  - b\n",
        HEAD + "  - a: !b c\n  - d\n",
        HEAD + "  - a: ! c\n  - d\n",
        HEAD + "  - a: b\n    a: c\n  - d\n",
        HEAD + "  - <<: b\n  - d\n",
        HEAD + "  - a\n...\n  - b\n",
        HEAD + "  - a\n---\n  - b\n",
        HEAD + "  - a\n  - b\n%x\n",
        "labels:\n- a\n- b\n---\n- c\n",
        "labels:\n- a\n- b\n...\n",
        "labels:\n- a\n- b\n---",
        "---\nlabels:\n- a\n- b\n\n---\nlabels:\n- c\n- d\n",
        HEAD + "  -\n    a: b\n  - c\n  - d\n",
        HEAD + "  - a\n  -\n  - b\n",
        HEAD + "  - a: {x: One, two three}\n  - b\n",
        HEAD + "  - a\n - b\n  - c\n",
        HEAD + "  - a\n\t- b\n  - c\n",
        HEAD + "  - a\u2028  - b\n  - c\n",
        HEAD + "  - a\n  - schemactl-entries-0\n",
        HEAD + "  - a\n  - b\nlabels:\n  - c\n  - d\n",
        HEAD + "  - a\n  - b\nname: t\n",
        HEAD + "  - a\n  - " + "[" * 40 + "]" * 40 + "\n",
        HEAD + "  - a\n  - " + "[" * 63 + "]" * 63 + "\n",
        "x: |\n  labels:\n    - a\n    - b\n",
        "x: '\n  labels:\n    - a\n    - b'\n",
        "x: {\n  labels:\n    - a\n    - b\n}\n",
        "x: y\n labels:\n  - a\n  - b\n",
        "- x\n labels:\n  - a\n  - b\n",
        "x: [a\nlabels:\n  - a\n  - b\n",
        "x: &a b\n" + HEAD + "  - a\n  - b\n",
        "".join(f"{'  ' * depth}k:\n" for depth in range(40))
        + f"{' ' * 80}labels:\n"
        + f"{' ' * 82}- a\n{' ' * 82}- b\n",
        HEAD + "  - a: b\n    '': c\n  - d\n\x07",
    ],
)
def test_what_is_out_of_the_ordinary_is_read_as_a_whole(text: str) -> None:
    assert not is_by_blocks(text)
    same(text)


def test_an_empty_key_is_read_and_not_kept() -> None:
    known = KnownBlocks()
    same(HEAD + "  - a: b\n    '': 1\n  - d\n", known)
    assert len(known.now) == 1


def test_the_same_entry_twice_is_two_entries() -> None:
    assert same(HEAD + "  - a: b\n  - a: b\n").data["labels"] == [{"a": "b"}, {"a": "b"}]


LINES = st.sampled_from(
    [
        *("  - id: a", "  - b", "  - 'c", "  - d: |", "  - [e", "  - {f: g}", "  -", '  - h: "i'),
        *(
            "    id: j",
            "    k: l",
            "      m",
            "      - n",
            "    o]",
            "    p'",
            '    q"',
            "    r: 1",
        ),
        *("", " ", "# s", "  # t", "      u: v", "w: x", "labels:", "- y", "...", " - z", "    ''"),
        *("    - 2", "    labels:", "      - [3, 4]", "    &5 6", "    *5", "  - >-", "  - |+"),
    ]
)


@settings(max_examples=400)
@given(st.lists(LINES, max_size=12), st.sampled_from(["", "\n"]))
def test_any_lines_are_read_alike(lines: list[str], end: str) -> None:
    same(HEAD + "\n".join(["  - first", "  - second", *lines]) + end)
    same("\n".join(["labels:", "  - first", *lines]) + end)
