"""Tests of what an element says."""

from pathlib import Path

import pytest

from schemactl.errors import SchemactlError
from schemactl.files.json_element import Stretch, decode_objects, decode_stretch
from schemactl.files.json_elements import read_elements, read_stretches


@pytest.mark.parametrize("space", ["", " ", "\t", "\n"])
def test_an_object_says_each_key_once(tmp_path: Path, space: str) -> None:
    path = tmp_path / "data.json"
    path.write_text(f'[{{"a": {{}}}},\n{{"a":[{{"b"{space}:1,"b":"\\":"}}]}}]', encoding="utf-8")
    first, second = read_elements(path, ())
    assert [value for _, value in decode_objects(path, [first])] == [{"a": {}}]
    with pytest.raises(SchemactlError, match="2:1: the key `b` stands there twice"):
        list(decode_objects(path, [first, second]))


def test_an_element_may_have_to_be_an_object(tmp_path: Path) -> None:
    path = tmp_path / "data.json"
    path.write_text("[[1]]", encoding="utf-8")
    with pytest.raises(SchemactlError, match="1:2: an object is expected"):
        list(decode_objects(path, read_elements(path, ())))


@pytest.mark.parametrize("bad", [b"\xff", b"\xed\xa0\x80"])
def test_bytes_that_are_no_text_are_told_by_their_place(tmp_path: Path, bad: bytes) -> None:
    path = tmp_path / "data.json"
    path.write_bytes(b'[{"a": 1},\n{"a": "' + bad + b'"}]')
    with pytest.raises(SchemactlError, match=r"data\.json:2:8: not valid JSON: not UTF-8"):
        list(decode_objects(path, read_elements(path, ())))


def test_a_value_that_is_no_part_of_a_list_may_be_anything(tmp_path: Path) -> None:
    path = tmp_path / "data.json"
    path.write_text('{"a": [[{"b": 1}]], "c": 2, "d": {"e": {"f": 3}}}', encoding="utf-8")
    found = [value for _, value in decode_objects(path, read_elements(path, ()))]
    assert found == [[[{"b": 1}]], 2, {"e": {"f": 3}}]


@pytest.mark.parametrize("inner", ["", ', "b": {"c": 1}'])
def test_whole_numbers_of_any_length_are_exact(tmp_path: Path, inner: str) -> None:
    path = tmp_path / "data.json"
    path.write_text(f'[{{"a": {2**70}{inner}}}, {{"a": -{2**64}, "x": 0.5}}]', encoding="utf-8")
    one, two = (value for _, value in decode_objects(path, read_elements(path, ())))
    assert (one["a"], two) == (2**70, {"a": -(2**64), "x": 0.5})


def test_a_stretch_is_read_as_its_elements_are(tmp_path: Path) -> None:
    path = tmp_path / "data.json"
    path.write_text('{"a":\n [{"b": 1},\n{"b": [2]} , {"b": {}}], "c": {"d": 3}}', encoding="utf-8")
    found = list(read_stretches(path, {"a"}))
    assert [decode_stretch(path, one) for one in found] == [
        [{"b": 1}, {"b": [2]}, {"b": {}}],
        [{"d": 3}],
    ]
    elements = [element for one in found for element in one.elements()]
    assert elements == list(read_elements(path, {"a"}))
    assert elements == [one.element(at) for one in found for at in range(len(one.opens))]
    assert [element.line for element in elements] == [2, 3, 3, 3]


@pytest.mark.parametrize(("size", "parts"), [(1, 3), (16, 2), (99, 1)])
def test_a_stretch_is_cut_into_parts(tmp_path: Path, size: int, parts: int) -> None:
    path = tmp_path / "data.json"
    path.write_text('[{"b":1},{"b":2},{"b":"x: y"}]', encoding="utf-8")
    [whole] = read_stretches(path, ())
    found = list(whole.parts(size))
    assert len(found) == parts
    assert [value for one in found for value in decode_stretch(path, one)] == [
        {"b": 1},
        {"b": 2},
        {"b": "x: y"},
    ]
    some = whole.only([True, False, True])
    assert decode_stretch(path, some) == [{"b": 1}, {"b": "x: y"}]
    assert list(some.elements()) == [whole.element(0), whole.element(2)]


def test_no_values_are_no_text() -> None:
    nothing = Stretch("a", 1, 0, b"[]", [], [], [], True)
    assert (nothing.text, list(nothing.parts(9)), decode_stretch(Path(), nothing)) == (b"", [], [])
