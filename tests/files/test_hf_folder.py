"""Tests of folders of datasets."""

from pathlib import Path

import orjson
import pyarrow as pa
import pytest

from schemactl.errors import SchemactlError
from schemactl.files.hf_folder import Part, features_in, open_part, parts_of
from tests.files.classes_sample import STRING, dataset_with_classes, table, write_arrow

TABLE = table([{"id": "1"}, {"id": "2"}], {"id": STRING})


def test_listed_files_are_taken_in_their_order(tmp_path: Path) -> None:
    for name in ("data-00000-of-00002.arrow", "data-00001-of-00002.arrow", "cache-1.arrow"):
        write_arrow(tmp_path / "train" / name, TABLE)
    files = [{"filename": f"data-0000{number}-of-00002.arrow"} for number in (1, 0)]
    (tmp_path / "train" / "state.json").write_bytes(orjson.dumps({"_data_files": files}))
    info = orjson.dumps({"features": {"id": STRING}})
    (tmp_path / "train" / "dataset_info.json").write_bytes(info)
    found = parts_of(tmp_path)
    assert [part.path.name for part in found] == [file["filename"] for file in files]
    assert {part.split for part in found} == {"train"}
    assert found[0].told == {"id": STRING}


def test_files_without_a_list_are_taken_by_name(tmp_path: Path) -> None:
    for name in ("test-00000-of-00001.parquet", "train-00000-of-00001.parquet", "a.parquet"):
        (tmp_path / name).write_bytes(dataset_with_classes())
    assert [(part.path.name[:5], part.split) for part in parts_of(tmp_path)] == [
        ("a.par", ""),
        ("test-", "test"),
        ("train", "train"),
    ]
    one = tmp_path / "a.parquet"
    assert parts_of(one) == [Part(one, "", None)]


@pytest.mark.parametrize("name", ["../a.arrow", "gone.arrow", ""])
def test_no_file_outside_the_folder_is_opened(tmp_path: Path, name: str) -> None:
    write_arrow(tmp_path / "a.arrow", TABLE)
    folder = tmp_path / "set"
    folder.mkdir()
    state = {"_data_files": [{"filename": name}]}
    (folder / "state.json").write_bytes(orjson.dumps(state))
    with pytest.raises(SchemactlError, match="there is no data file"):
        parts_of(folder)


def test_broken_descriptions_are_refused(tmp_path: Path) -> None:
    (tmp_path / "dataset_info.json").write_bytes(b"{")
    with pytest.raises(SchemactlError, match=r"dataset_info.json: not valid JSON"):
        parts_of(tmp_path)


def test_streams_files_and_parquet_are_read(tmp_path: Path) -> None:
    stream, file, parquet = (tmp_path / name for name in ("a.arrow", "b.arrow", "c.parquet"))
    write_arrow(stream, TABLE)
    with pa.OSFile(str(file), "wb") as sink, pa.ipc.new_file(sink, TABLE.schema) as writer:
        writer.write_table(TABLE)
    parquet.write_bytes(dataset_with_classes())
    for path, rows in ((stream, 2), (file, 2), (parquet, 1)):
        with open_part(path) as (schema, batches):
            assert "id" in features_in(schema)
            assert sum(batch.num_rows for batch in batches) == rows


@pytest.mark.parametrize("name", ["a.arrow", "a.parquet"])
@pytest.mark.parametrize("share", [0.0, 0.3, 0.8])
def test_half_a_file_is_refused(tmp_path: Path, name: str, share: float) -> None:
    path = tmp_path / name
    write_arrow(path, TABLE)
    content = path.read_bytes() if name == "a.arrow" else dataset_with_classes()
    path.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(SchemactlError, match="cannot be read"), open_part(path) as (_, found):
        assert list(found)


def test_schemas_without_features_have_none() -> None:
    assert features_in(pa.schema([])) == {}
    assert features_in(pa.schema([], metadata={"huggingface": "{"})) == {}


def test_names_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(dataset_with_classes().replace(b"intent", b"int\xffnt"))
    with pytest.raises(SchemactlError, match="cannot be read"), open_part(path) as (schema, _):
        assert schema.names


def test_cells_that_lie_elsewhere_than_they_can_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.arrow"
    rows = pa.array(["aaaa", "bbbb"])
    write_arrow(path, pa.table({"text": rows}))
    offsets = rows.buffers()[1].to_pybytes()[:12]
    content = path.read_bytes()
    assert offsets in content
    path.write_bytes(content.replace(offsets, b"\0\0\0\0\xff\xff\xff\x7f\0\0\0\x7f"))
    with pytest.raises(SchemactlError, match="cannot be read"), open_part(path) as (_, found):
        list(found)
