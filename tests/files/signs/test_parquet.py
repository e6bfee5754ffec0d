"""What data of Parquet is known by."""

from pathlib import Path

from schemactl.files.signs.parquet import recognise


def test_the_first_bytes_are_its_mark() -> None:
    assert recognise(Path("a"), b"PAR1\x15\x04")
    assert not recognise(Path("a.parquet"), b"PARE")
