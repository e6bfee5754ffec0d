"""What data of JSON Lines is known by."""

from pathlib import Path

from schemactl.files.signs.jsonl import recognise


def test_it_is_recognised_by_its_brace() -> None:
    assert recognise(Path("a.txt"), b'\xef\xbb\xbf {"a": 1}\n')
    assert not recognise(Path("a.json"), b"{}")
    assert not recognise(Path("a.jsonl"), b"a,b\n")
