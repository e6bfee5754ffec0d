"""Tests of what an element says."""

from pathlib import Path

import pytest

from schemactl.errors import SchemactlError
from schemactl.files.json_element import decode_object
from schemactl.files.json_elements import read_elements


@pytest.mark.parametrize("space", ["", " ", "\t", "\n"])
def test_an_object_says_each_key_once(tmp_path: Path, space: str) -> None:
    path = tmp_path / "data.json"
    path.write_text(f'[{{"a": {{}}}},\n{{"a":[{{"b"{space}:1,"b":"\\":"}}]}}]', encoding="utf-8")
    first, second = read_elements(path, ())
    assert decode_object(path, first) == {"a": {}}
    with pytest.raises(SchemactlError, match="2:1: the key `b` stands there twice"):
        decode_object(path, second)


def test_an_element_may_have_to_be_an_object(tmp_path: Path) -> None:
    path = tmp_path / "data.json"
    path.write_text("[[1]]", encoding="utf-8")
    [listed] = read_elements(path, ())
    with pytest.raises(SchemactlError, match="1:2: an object is expected"):
        decode_object(path, listed)
