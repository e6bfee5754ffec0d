"""What is kept of a dataset gives it back, from what it became."""

from io import BytesIO
from pathlib import Path

import pytest

from schemactl.errors import SchemactlError
from schemactl.files.arrow import arrow
from schemactl.files.hf_tables import open_tables
from schemactl.files.hf_undo import MAGIC, ONLY, Keeper, restore_tables
from schemactl.files.joined import join, take_apart
from schemactl.files.parquet_groups import write_group
from tests.files.classes_sample import write_arrow

BEFORE = arrow().table({"x": [1, 2], "y": ["a", "b"]}).replace_schema_metadata({"k": "before"})
AFTER = arrow().table({"z": [8, 9], "y": ["a", "b"]}).replace_schema_metadata({"k": "after"})


def kept(tmp_path: Path, *, is_folder: bool, name: str) -> bytes:
    """Keep what leads back from `AFTER`, and a small file that changed and one that did not."""
    (tmp_path / "kept").mkdir()
    keeper = Keeper(tmp_path / "kept", is_folder=is_folder)
    rows = keeper.keep_table(name, BEFORE.schema, [0])
    write_group(rows, BEFORE.select([0]))
    rows.close()
    if is_folder:
        keeper.keep_bytes("info", b"before")
        keeper.keep_nothing("same")
    out = BytesIO()
    keeper.finish(out)
    return out.getvalue()


def test_a_folder_comes_back(tmp_path: Path) -> None:
    content = kept(tmp_path, is_folder=True, name="d/a.arrow")
    assert content.startswith(MAGIC)
    (tmp_path / "undo").write_bytes(content)
    folder = tmp_path / "after"
    write_arrow(folder / "d" / "a.arrow", AFTER)
    (folder / "info").write_bytes(b"after")
    (folder / "same").write_bytes(b"same")
    with (tmp_path / "plain").open("wb") as file:
        join(folder, ["d/a.arrow", "info", "same"], file)
    with (tmp_path / "back").open("wb") as file:
        restore_tables(tmp_path / "plain", tmp_path / "undo", file)
    take_apart(tmp_path / "back", tmp_path / "before")
    with open_tables(tmp_path / "before" / "d" / "a.arrow") as (schema, tables):
        assert schema.equals(BEFORE.schema, check_metadata=True)
        assert arrow().concat_tables(tables).equals(BEFORE)
    assert (tmp_path / "before" / "info").read_bytes() == b"before"
    assert (tmp_path / "before" / "same").read_bytes() == b"same"


def test_a_single_file_comes_back_and_another_is_refused(tmp_path: Path) -> None:
    (tmp_path / "undo").write_bytes(kept(tmp_path, is_folder=False, name=ONLY))
    write_arrow(tmp_path / "after", AFTER)
    with (tmp_path / "back").open("wb") as file:
        restore_tables(tmp_path / "after", tmp_path / "undo", file)
    with open_tables(tmp_path / "back") as (_, tables):
        assert arrow().concat_tables(tables).equals(BEFORE)
    write_arrow(tmp_path / "longer", arrow().concat_tables([AFTER, AFTER]))
    with (
        (tmp_path / "back").open("wb") as file,
        pytest.raises(SchemactlError, match="has not the rows"),
    ):
        restore_tables(tmp_path / "longer", tmp_path / "undo", file)
