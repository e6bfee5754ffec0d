"""Files of Parquet: what cannot be read is refused by name."""

from pathlib import Path

import pytest

from schemactl.errors import SchemactlError
from schemactl.files.arrow import arrow, parquet
from schemactl.files.parquet_file import broken_parquet, column_names, open_parquet


def test_columns_have_names_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    table = arrow().Table.from_arrays([arrow().array([1]), arrow().array([2])], ["a", "b"])
    parquet().write_table(table, path)
    with open_parquet(path) as file:
        assert column_names(path, file) == ["a", "b"]
    parquet().write_table(table.rename_columns(["a", "a"]), path)
    with open_parquet(path) as file, pytest.raises(SchemactlError, match="two columns"):
        column_names(path, file)


def test_what_is_no_parquet_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"PAR1 and no more")
    with pytest.raises(SchemactlError, match="the Parquet file cannot be read"):
        open_parquet(tmp_path / "a")
    assert str(broken_parquet(Path("a"), OSError("why\nat length"))).endswith("why")
