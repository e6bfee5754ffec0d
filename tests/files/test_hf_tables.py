"""Tables are written in the form of another file, with their batches."""

from pathlib import Path

import pytest

from schemactl.errors import SchemactlError
from schemactl.files.arrow import arrow, parquet
from schemactl.files.hf_tables import open_tables, writer_like
from tests.files.classes_sample import write_arrow


@pytest.mark.parametrize("kind", ["stream", "parquet", "file"])
def test_tables_are_copied_in_their_form(tmp_path: Path, kind: str) -> None:
    path, out = tmp_path / "a", tmp_path / "b"
    made = arrow().table({"x": [1, 2, 3], "y": [["a"], [], None]})
    if kind == "stream":
        write_arrow(path, made)
    elif kind == "parquet":
        # Columns of their own codecs are named by the way to their leaves.
        codecs = {"x": "ZSTD", "y.list.element": "SNAPPY"}
        parquet().write_table(made, path, row_group_size=2, compression=codecs)
    else:
        with arrow().OSFile(str(path), "wb") as sink, arrow().ipc.new_file(sink, made.schema) as f:
            f.write_table(made, max_chunksize=2)
    with open_tables(path) as (schema, tables):
        names = [f"{name}2" for name in schema.names]
        new = arrow().schema([f.with_name(n) for f, n in zip(schema, names, strict=True)])
        with writer_like(path, out, new) as write:
            sizes = [write(table.rename_columns(names)) and table.num_rows for table in tables]
    with open_tables(out) as (found, tables):
        assert found.names == ["x2", "y2"]
        assert arrow().concat_tables(tables).to_pydict() == {
            "x2": [1, 2, 3],
            "y2": [["a"], [], None],
        }
    assert len(sizes) == (1 if kind == "stream" else 2)
    assert out.read_bytes()[:4] == path.read_bytes()[:4]


def test_what_is_no_table_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"no table")
    with pytest.raises(SchemactlError, match="cannot be read"), open_tables(tmp_path / "a"):
        pass
