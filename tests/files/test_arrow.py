"""Tests of the door to Apache Arrow."""

from schemactl.files.arrow import arrow, parquet


def test_the_door_leads_to_arrow() -> None:
    table = arrow().table({"a": [1]})
    assert parquet().ParquetFile
    assert table.num_rows == 1
