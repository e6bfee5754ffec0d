"""What data of Hugging Face datasets is known by."""

from pathlib import Path

import pytest

from schemactl.files.signs.hf import recognise
from tests.files.classes_sample import dataset_with_classes


def test_features_with_classes_are_its_mark(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(dataset_with_classes())
    assert recognise(path, path.read_bytes())
    assert recognise(tmp_path, b"")
    path.write_bytes(b"PAR1")
    assert not recognise(path, b"PAR1")
    assert not recognise(tmp_path, b"")


@pytest.mark.parametrize("name", ["dataset_info.json", "state.json", "dataset_dict.json"])
def test_so_is_a_file_that_describes_the_dataset(tmp_path: Path, name: str) -> None:
    (tmp_path / "train").mkdir()
    assert not recognise(tmp_path, b"")
    (tmp_path / "train" / name).write_bytes(b"{}")
    assert recognise(tmp_path, b"")
