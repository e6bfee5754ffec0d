"""Tests of tsv."""

from pathlib import Path

from schemactl.files.dataset import Layout
from schemactl.files.datasets import tsv


def test_quotes_are_characters_like_others(tmp_path: Path) -> None:
    path = tmp_path / "data.tsv"
    path.write_bytes(b'"Open\t4,27\r\nsaid "no"\t0\r\n')
    found = [(record.line, record.values) for record in tsv.read(path, Layout(0))]
    assert found == [(1, {"1": '"Open', "2": "4,27"}), (2, {"1": 'said "no"', "2": "0"})]


def test_it_is_recognised_by_name_or_tab() -> None:
    assert tsv.recognise(Path("a.tsv"), b"a\n")
    assert tsv.recognise(Path("a.txt"), b"a\tb\n")
    assert not tsv.recognise(Path("a.txt"), b"a,b\n1\t2\n")
