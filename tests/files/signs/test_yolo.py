"""What data of YOLO is known by."""

from pathlib import Path

import pytest

from schemactl.files.signs.yolo import recognise, table_of


@pytest.mark.parametrize("name", ["data.yaml", "data.yml", "dataset.yaml", "dataset.yml"])
def test_a_table_of_classes_in_a_folder_is_its_mark(tmp_path: Path, name: str) -> None:
    assert not recognise(tmp_path, b"")
    (tmp_path / name).write_text("train: images\n", encoding="utf-8")
    assert table_of(tmp_path) == tmp_path / name
    assert not recognise(tmp_path, b"")
    (tmp_path / name).write_text("names: [a]\n", encoding="utf-8")
    assert recognise(tmp_path, b"")
    assert not recognise(tmp_path / name, b"names: [a]\n")
