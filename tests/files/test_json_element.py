"""Tests of what an element says."""

from pathlib import Path

import pytest

from schemactl.errors import SchemactlError
from schemactl.files.json_element import decode_objects
from schemactl.files.json_elements import read_elements


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
