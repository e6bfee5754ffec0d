"""Tests of writing rows of separated values."""

import csv
from pathlib import Path

import pytest

from schemactl.files.dataset import Document
from schemactl.files.separated_rows import Marks, write_rows
from schemactl.model.annotation import Annotation, Content

COMMA = Marks(",", csv.QUOTE_MINIMAL)


def written(tmp_path: Path, note: str, value: object) -> tuple[dict[str, str], list[str]]:
    annotation = Annotation("1", "urgency", "a", value=value, note=note)
    document = Document("1", Content(), (annotation,))
    lost = [loss.kind for loss in write_rows(tmp_path / "a.csv", [document], COMMA)]
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        return next(iter(csv.DictReader(file))), lost


@pytest.mark.parametrize("note", ["=SUM(A1)", "@x", "+a", "-a", "\t="])
def test_formulas_are_neutralised_and_told(tmp_path: Path, note: str) -> None:
    row, lost = written(tmp_path, note, None)
    assert (row["note"], lost) == (f"'{note}", ["formula"])


@pytest.mark.parametrize("note", ["-3", "+4.5", "a=b", 'say "x", y\nz'])
def test_numbers_and_other_text_stay(tmp_path: Path, note: str) -> None:
    row, lost = written(tmp_path, note, -2)
    assert (row["note"], row["value"], lost) == (note, "-2", [])
