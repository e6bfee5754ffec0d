"""Tests of the outline of JSON text."""

from schemactl.files.json_structure import Nesting, outline

START = Nesting(0, False)


def test_only_the_outermost_objects_are_told() -> None:
    block = b'{"a": [1, {}]},\n\n["]"]\n, {}'
    found = outline(block, START)
    cut = [block[begin:end] for begin, end in zip(found.opens, found.closes, strict=True)]
    assert cut == [b'{"a": [1, {}]}', b'["]"]', b"{}"]
    assert (found.lines, found.end, found.after) == ([0, 2, 3], None, START)


def test_brackets_in_strings_are_none() -> None:
    block = rb'{"a\"]": "\\", "b": "{\\\"}"}]'
    found = outline(block, START)
    assert (found.opens, found.closes, found.end) == ([0], [len(block) - 1], len(block) - 1)


def test_a_block_goes_on_where_the_one_before_stopped() -> None:
    first = outline(b'{"a": [{"b', START)
    assert (first.opens, first.closes, first.after) == ([0], [], Nesting(3, True))
    second = outline(b'}": 1}]} {}] {', first.after)
    assert (second.opens, second.closes, second.end) == ([9], [8, 11], 11)


def test_the_end_alone_can_be_asked_for() -> None:
    found = outline(b'{"]": 1}, {}] ', START, only_end=True)
    assert (found.opens, found.closes, found.end) == ([], [], 12)


def test_a_block_may_have_no_structure() -> None:
    assert outline(b"  12 ", Nesting(2, True)).after == Nesting(2, True)
