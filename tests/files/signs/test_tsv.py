"""What data of tab-separated tables is known by."""

from pathlib import Path

from schemactl.files.signs.tsv import recognise


def test_it_is_recognised_by_name_or_tab() -> None:
    assert recognise(Path("a.tsv"), b"a\n")
    assert recognise(Path("a.txt"), b"a\tb\n")
    assert not recognise(Path("a.txt"), b"a,b\n1\t2\n")
