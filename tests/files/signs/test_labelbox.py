"""What data of Labelbox is known by."""

from pathlib import Path

from schemactl.files.signs.labelbox import recognise


def test_data_rows_are_its_mark() -> None:
    assert recognise(Path("a"), b'{"data_row": {}, "projects": {}}\n')
    assert not recognise(Path("a"), b'{"data_row": "x", "projects": {}}\n')
    assert not recognise(Path("a"), b"[]\n")
