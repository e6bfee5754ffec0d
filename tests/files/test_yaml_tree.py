"""The YAML dialect: what is read, what is refused, and where every value stands."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.files.yaml_tree import DEEPEST, LARGEST_FILE, Document
from schemactl.model.finding import Region
from schemactl.model.scalar import Plain
from tests.builders import a_document, places

DEEP = 100_000


def data(text: str | bytes) -> Any:
    """Return the data of a text, which must be without problems."""
    document = a_document(text)
    assert document.problems == []
    return document.data


@pytest.mark.parametrize("text", ["", "\n", "# only a comment\n", "   \n", "---\n", "\ufeff"])
def test_a_file_may_be_empty(text: str) -> None:
    assert data(text) is None


@pytest.mark.parametrize(
    "written",
    [
        *("yes", "no", "on", "0111", "0x1f", "1.10", "1_000", "12:30", "null", "~", "2026-11-20"),
        *("true", ".inf", "-", "1e3", "=", "a#b", "a & b", "a * b", "x &y z", "!"),
    ],
)
def test_a_scalar_is_taken_literally(written: str) -> None:
    if written in ("-", "!"):
        assert data(f"a: '{written}'\n") == {"a": written}
    else:
        assert data(f"a: {written}\n") == {"a": written}


@pytest.mark.parametrize("key", ["1", "true", "null", "~", "yes", "1.10", "no", "2026-11-20"])
def test_a_key_is_a_text(key: str) -> None:
    assert data(f"{key}: x\n") == {key: "x"}


def test_an_empty_value_is_nothing_and_an_empty_quote_is_a_text() -> None:
    assert data("a:\nb: ''\nc: \"\"\n") == {"a": None, "b": "", "c": ""}


def test_only_unquoted_numbers_and_booleans_may_get_a_type_later() -> None:
    values = data("a: 1\nb: '1'\nc: true\nd: yes\ne: |-\n  1\n").values()
    assert [type(value) is Plain for value in values] == [True, False, True, False, False]


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_line_ends_and_byte_order_mark_do_not_matter(mark: str, line_end: str) -> None:
    text = f"{mark}a: b\nc:\n- d\n- e e\n".replace("\n", line_end)
    document = a_document(text)
    assert document.data == {"a": "b", "c": ["d", "e e"]}
    assert document.locate(("c", 1)) == Region(4, 3, 4, 6)


def test_columns_count_characters() -> None:
    assert a_document("é😀: {ü: x}\n").locate(("é😀", "ü")) == Region(1, 9, 1, 10)


@pytest.mark.parametrize(
    ("content", "line", "column"),
    [
        (bytes(range(128, 256)), 1, 1),
        (b"\x89PNG\r\n\x1a\n\x00", 1, 1),
        ("a: b\n".encode("utf-16"), 1, 1),
        ("a: b\n".encode("utf-32"), 1, 1),
        ("a: b\nc: café\n".encode("latin-1"), 2, 7),
        ("\ufeffa: é".encode() + b"\xff", 1, 5),
        (b"a: \xed\xa0\x80\n", 1, 4),
        (b"a\rb\xff", 2, 2),
    ],
)
def test_what_is_not_utf_8_is_said_at_its_place(content: bytes, line: int, column: int) -> None:
    assert places(a_document(content).problems) == [("not-utf-8", line, column)]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("éé: x\x00y", 1, 6),
        ("a: b\né: 😀\x07", 2, 5),
        ("a: b\ré: \x81", 2, 4),
        ("a: \x7f", 1, 4),
        ("a: \ufffe", 1, 4),
        ("\x00a\x00:", 1, 1),
    ],
)
def test_a_control_character_is_said_at_its_place(text: str, line: int, column: int) -> None:
    assert places(a_document(text).problems) == [("yaml-syntax", line, column)]


def test_line_ends_that_no_editor_shows_are_refused_all_at_once() -> None:
    problems = a_document("a: x\u2028b: y\nc: 'z\u2029'\nd: \x85\n").problems
    assert places(problems) == [
        ("yaml-feature", 1, 5),
        ("yaml-feature", 2, 6),
        ("yaml-feature", 3, 4),
    ]


def test_within_double_quotes_any_character_can_be_escaped() -> None:
    assert data(r'a: "\L\P\N\u2028\x41\U0001F600"') == {"a": "\u2028\u2029\x85\u2028A😀"}


@pytest.mark.parametrize("escape", [r"\ud83d\ude00", r"\ud800", r"\U00110000", r"\UFFFFFFFF"])
def test_half_a_character_cannot_be_escaped(escape: str) -> None:
    assert places(a_document(f'a: "{escape}"').problems)[0][0] == "yaml-syntax"


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("a:\n\tb: c\n", 2, 1, "tab"),
        ("a: @x\n", 1, 4, "cannot start a value"),
        ("a: b: c\n", 1, 5, "mapping values"),
        ('a: "x\nb: y\n', 1, 4, "quoted scalar"),
        ("a: [x\nb: y\n", 2, 2, ""),
        ("a: b\n---\nc: d\n", 2, 1, "second document"),
        ("a: b\n c: d\n", 2, 3, ""),
        ("%YAML 3.0\n---\na: b\n", 1, 1, "incompatible"),
    ],
)
def test_a_syntax_error_says_where_and_what_to_do(
    text: str, line: int, column: int, message: str
) -> None:
    (problem,) = a_document(text).problems
    assert (problem.rule, problem.region.line, problem.region.column) == (
        "yaml-syntax",
        line,
        column,
    )
    assert message in problem.message
    assert problem.hint


@pytest.mark.parametrize(
    ("text", "line", "column", "word"),
    [
        ("a: &x [1]\n", 1, 4, "anchor"),
        ("&x a: 1\n", 1, 1, "anchor"),
        ("a: *x\n", 1, 4, "alias"),
        ("- [a, *x]\n", 1, 7, "alias"),
        ("a: !!str yes\n", 1, 4, "!!str is a tag"),
        ("a: !x {b: c}\n", 1, 4, "!x is a tag"),
        ("a: !!python/object/apply:os.system [x]\n", 1, 4, "is a tag"),
        ("a: ! yes\n", 1, 4, "! is a tag"),
        ("! a: b\n", 1, 1, "! is a tag"),
        ("a: 1\n!!str b: 2\n", 2, 1, "!!str is a tag"),
        ("a: {!x b: 2}\n", 1, 5, "!x is a tag"),
        ("a: {x: 1}\nb:\n  <<: {y: 2}\n", 3, 3, "merges keys"),
        ("a: {<<: x}\n", 1, 5, "merges keys"),
        ("? [a, b]\n: c\n", 1, 3, "a key is a list or a mapping"),
        ("{{a: b}: c}\n", 1, 2, "a key is a list or a mapping"),
    ],
)
def test_the_dialect_has_no_such_thing(text: str, line: int, column: int, word: str) -> None:
    (problem,) = a_document(text).problems
    assert (problem.rule, problem.region.line, problem.region.column) == (
        "yaml-feature",
        line,
        column,
    )
    assert word in problem.message


def test_aliases_cannot_blow_up_a_file() -> None:
    bomb = "a0: &a0 [x, x]\n"
    for level in range(1, 40):
        bomb += f"a{level}: &a{level} [*a{level - 1}, *a{level - 1}]\n"
    document = a_document(bomb)
    assert (document.data, places(document.problems)) == (None, [("yaml-feature", 1, 5)])


def test_a_quoted_merge_key_is_a_key() -> None:
    assert data('"<<": x\n') == {"<<": "x"}


def test_every_key_that_stands_twice_is_said_and_the_first_counts() -> None:
    document = a_document('a: 1\nb: {c: 1, c: 2}\n"a": 3\na: 4\n')
    assert document.data == {"a": "1", "b": {"c": "1"}}
    assert places(document.problems) == [
        ("duplicate-key", 2, 11),
        ("duplicate-key", 3, 1),
        ("duplicate-key", 4, 1),
    ]


@pytest.mark.parametrize(
    "text",
    [
        *("[" * DEEP, "[" * DEEP + "]" * DEEP, "{a: " * DEEP, "- " * DEEP, "? " * DEEP),
        *("? - " * DEEP, "[{a: " * DEEP, "-   " * DEEP),
        "\n".join(" " * depth + "a:" for depth in range(3000)),
        "\n".join("  " * depth + "-" for depth in range(1000)),
    ],
    ids=range(10),
)
def test_no_depth_crashes(text: str) -> None:
    (problem,) = a_document(text).problems
    assert problem.rule == "file-limits"


def test_a_file_may_be_nested_as_deeply_as_the_limit_says() -> None:
    assert a_document("[" * DEEPEST + "]" * DEEPEST).problems == []
    assert len(a_document("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1)).problems) == 1


def test_a_file_of_40_mb_is_refused_unread() -> None:
    document = a_document(b"a: b\n" * 8_000_000)
    assert [problem.rule for problem in document.problems] == ["file-limits"]
    assert (document.text, document.root) == ("", None)
    assert LARGEST_FILE < 40_000_000


@given(st.binary(max_size=200))
def test_no_bytes_crash(content: bytes) -> None:
    document = Document("file.yaml", content)
    assert document.data is None or not document.text.isspace()
    assert all(problem.file == "file.yaml" and problem.message for problem in document.problems)


@given(st.text(alphabet="ab:-?[]{},&*!|>'\"#%@` \t\n\r\u2028é", max_size=60))
def test_no_text_crashes_and_every_problem_has_a_place(text: str) -> None:
    for problem in a_document(text).problems:
        assert problem.region.line is not None
        assert problem.region.line <= text.count("\n") + text.count("\r") + 1


FILE = """\
schemactl: 1
tasks:
  - id: one
    labels: [a, {id: b}]
  - id: two
    question: >-
      folded
      text
"""


@pytest.mark.parametrize(
    ("pointer", "expected"),
    [
        (("schemactl",), (1, 12, 1, 13)),
        (("tasks",), (3, 3, 3, 4)),
        (("tasks", 1), (5, 5, 5, 7)),
        (("tasks", 0, "labels"), (4, 13, 4, 25)),
        (("tasks", 0, "labels", 1, "id"), (4, 22, 4, 23)),
        (("tasks", 0, "labels", 9), (4, 13, 4, 25)),
        (("tasks", 0, "nothing", "here"), (3, 5, 3, 7)),
        (("nothing",), (1, 1, 1, 10)),
        ((), (1, 1, 1, 10)),
    ],
)
def test_a_pointer_finds_the_value_or_the_nearest_thing_around_it(
    pointer: tuple[str | int, ...], expected: tuple[int, int, int, int]
) -> None:
    assert a_document(FILE).locate(pointer) == Region(*expected)


def test_a_key_has_its_own_place() -> None:
    document = a_document(FILE)
    assert document.locate_key(("tasks", 1, "question")) == Region(6, 5, 6, 13)
    assert document.locate_key(("tasks", 1, "gone")) == document.locate(("tasks", 1))


def test_pointers_still_find_their_place_after_elements_were_left_out() -> None:
    document = a_document("l:\n- a\n- b\n- c\n- d\n- e\n")
    document.leave_out([("l", 0), ("l", 2)])
    assert [document.locate(("l", i)).line for i in range(3)] == [3, 5, 6]
    document.leave_out([("l", 1)])
    assert [document.locate(("l", i)).line for i in range(2)] == [3, 6]


def test_the_collector_is_left_as_it_was() -> None:
    import gc  # noqa: PLC0415 - only here

    a_document("a: [")
    assert gc.isenabled()
