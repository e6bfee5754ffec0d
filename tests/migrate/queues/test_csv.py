"""csv: people fill in a column, and nothing in the file runs in a spreadsheet."""

import csv
from pathlib import Path

import pytest

from schemactl.migrate.queues import csv as csv_queue
from tests.builders import a_schema
from tests.diff.versions import released
from tests.migrate.queues.questions import BOX, a_run, an_ask, expected, written


def test_filled_in_labels_are_answers(tmp_path: Path) -> None:
    run = a_run(tmp_path)
    path = written(run, "csv")
    with path.open(encoding="utf-8", newline="") as file:
        [row] = csv.DictReader(file)
    assert (row["item"], row["old"], row["candidates"], row["label"]) == ("'=1", "q", "y | z", "")
    assert "z: It is z." in row["ask"]
    assert run.answer_with(path)["answers"]["open"] == 1
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(",,\n", ",z,anna\n"), encoding="utf-8", newline="")
    told = run.answer_with(path, out=tmp_path / "done")
    assert told["answers"]["answered"] == 1
    assert (tmp_path / "done").read_bytes() == expected("z")


@pytest.mark.parametrize("text", ["=1+1", "+1+1", "@SUM(A1)", "-2+3", "\t=1"])
def test_formulas_are_neutralised(tmp_path: Path, text: str) -> None:
    path = tmp_path / "queue.csv"
    ask = an_ask(content={"text": text}, fields={"region": BOX})
    assert list(csv_queue.write(path, [ask], released(a_schema("q", "k")))) == []
    with path.open(encoding="utf-8", newline="") as file:
        [row] = csv.DictReader(file)
    assert row["text"] == f"'{text}"
    assert row["region"] == '{"x":1.0,"y":2.0,"width":3.0,"height":4.0}'
