"""Tests of a folder of YOLO in the making."""

from pathlib import Path

import pytest

from schemactl.files.yolo_folder import image_name, write_folder
from tests.files.datasets.releases import release_of


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("./images/train/a.png\n", "train/a.png"),
        ("/data/set/images/a.png", "/data/set/a.png"),
        ("a.png", "a.png"),
    ],
)
def test_a_listed_image_is_named_below_the_images(line: str, name: str) -> None:
    assert image_name(line) == name


def test_a_folder_without_items_has_its_tables(tmp_path: Path) -> None:
    path = tmp_path / "out"
    assert list(write_folder(path, [], release_of(box=["a"]).schema)) == []
    assert sorted(file.name for file in path.iterdir()) == [
        "data.yaml",
        "labelmap.json",
        "train.txt",
    ]
    assert "names:" in (path / "data.yaml").read_text(encoding="utf-8")
