"""What data of CSV is known by."""

from pathlib import Path

from schemactl.files.signs.csv import recognise


def test_it_is_recognised_by_name_or_comma() -> None:
    assert recognise(Path("a.CSV"), b"a;b\n")
    assert not recognise(Path("a.tsv"), b"a,b\n")
    assert recognise(Path("a.txt"), b"a,b\n")
    assert not recognise(Path("a.txt"), b"a\tb,c\n")
