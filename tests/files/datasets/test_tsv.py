"""Tests of tsv."""

from pathlib import Path

from schemactl.files.dataset import Layout
from schemactl.files.datasets import tsv
from schemactl.files.rewriting import spliced


def test_quotes_are_characters_like_others(tmp_path: Path) -> None:
    path = tmp_path / "data.tsv"
    path.write_bytes(b'"Open\t4,27\r\nsaid "no"\t0\r\n')
    found = [(record.line, record.values) for record in tsv.read(path, Layout(0))]
    assert found == [(1, {"1": '"Open', "2": "4,27"}), (2, {"1": 'said "no"', "2": "0"})]


def test_cells_give_way_and_all_else_stays(tmp_path: Path) -> None:
    path = tmp_path / "data.tsv"
    path.write_bytes(b'item\tlabel\tnote\n1\told\t"x\n')
    [record] = tsv.read(path, Layout())
    splices = tsv.cell_splices(record, {"label": "new"}, Layout())
    assert spliced(record.raw, splices) == b'1\tnew\t"x\n'
