"""Tests of the bytes before values, by which objects are told to be alike."""

import numpy as np
import pytest

from schemactl.files.key_heads import WORD, Head, have_heads, heads_of, key_colons, letters


def wide(text: str) -> bytes:
    return b" " * WORD + text.encode() + b" " * WORD


def colons_of(text: bytes) -> list[int] | None:
    found = key_colons(np.frombuffer(text, dtype=np.uint8), b"\\" in text)
    return None if found is None else found.tolist()


def heads(text: str) -> list[Head] | None:
    found = colons_of(wide(text))
    return None if found is None else heads_of(wide(text), found)


def test_a_head_reaches_from_what_divides_values_to_the_next_one() -> None:
    assert heads('{"a":1 , "b c": {"e": [1]}}') == [
        Head(b'{"a":', b"a", 0, False),
        Head(b', "b c": ', b"b c", 1, False),
        Head(b'{"e": ', b"e", 1, True),
    ]


@pytest.mark.parametrize(
    "text",
    [
        *('{"a": 1, "a": 2}', '{"a": {"a": 1}}', '{"a": [{"b": 1}]}', '{"a" : 1}', '{"a\\"": 1}'),
        *('{"a": ":b"}', f'{{"{"a" * 300}": 1}}', '{"a": "\\":"}'),
        "".join(f'{{"{at}": ' for at in range(100)),
    ],
)
def test_heads_are_not_told_where_keys_are_not_sure(text: str) -> None:
    assert heads(text) is None


def test_colons_in_texts_are_none_of_keys() -> None:
    assert colons_of(b'{"a": "b : c", "d": "12:30"}') == [4, 18]


@pytest.mark.parametrize("name", ["a", "ab", "abc", "abcd", "abcdefgh", "a" * 17])
def test_objects_have_the_heads_whose_bytes_they_have(name: str) -> None:
    text = wide(f'{{"{name}": 1}}, {{"{name}": 2}}, {{"{name[:-1]}x": 3}}, {{"{name}":  4}}')
    colons = np.array(colons_of(text))
    [head] = heads_of(text, colons[:1].tolist()) or []
    have = have_heads(text, [head], [colons + (1 + head.gap)])
    assert have.tolist() == [True, True, False, True]


def test_an_inner_head_stands_right_behind_its_key() -> None:
    text = wide('{"a": {"b": 1}}, {"a": [{"b": 1}]}')
    colons = np.array(colons_of(text)).reshape(-1, 2)
    found = heads_of(text, colons[0].tolist()) or []
    begins = [colons[:, at] + (1 + head.gap) for at, head in enumerate(found)]
    assert have_heads(text, found, begins).tolist() == [True, False]


def test_letters_of_keys_are_counted() -> None:
    assert letters(heads('{"eE": {"a": "e"}, "we": 1}') or []) == 3
