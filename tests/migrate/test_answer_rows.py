"""Answers in files of rows: they come to what they come to in lines, and undo takes them back."""

from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemactl.files.arrow import arrow, parquet
from schemactl.migrate.undo import undo
from tests.migrate.answering import Asked, asked

LABELS = st.lists(st.sampled_from(["a", "q", "d", "k", "b"]), min_size=1, max_size=12)
ANSWERS = st.lists(st.sampled_from([None, "y", "z"]), min_size=12, max_size=12)


def rows_of(labels: list[str]) -> list[dict[str, Any]]:
    """Return a row for each label; rows of one label say the same but for their item."""
    return [{"item": f"i{at}", "label": label, "n": 1.5} for at, label in enumerate(labels, 1)]


def run_rows(folder: Path, rows: list[dict[str, Any]], *, is_parquet: bool) -> Asked:
    """Migrate rows in either format."""
    folder.mkdir()
    if not is_parquet:
        return asked(folder, b"".join(orjson.dumps(row) + b"\n" for row in rows))
    path = folder / "data.parquet"
    table = arrow().Table.from_pylist(rows).replace_schema_metadata({"by": "hand"})
    parquet().write_table(table, path, row_group_size=5)
    return asked(folder, path.read_bytes(), name="data.parquet")


def rows_in(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a file in either format."""
    content = path.read_bytes()
    if not content.startswith(b"PAR1"):
        return [orjson.loads(line) for line in content.splitlines()]
    table = parquet().read_table(path)
    assert table.schema.metadata[b"by"] == b"hand"
    found: list[dict[str, Any]] = table.to_pylist()
    return found


@settings(deadline=None, max_examples=25)
@given(LABELS, ANSWERS)
def test_rows_come_to_what_lines_come_to(
    tmp_path_factory: pytest.TempPathFactory, labels: list[str], chosen: list[str | None]
) -> None:
    folder = tmp_path_factory.mktemp("rows")
    rows = rows_of(labels)
    runs = [run_rows(folder / kind, rows, is_parquet=kind == "p") for kind in "pl"]
    given = [
        {"ordinal": entry.ordinal, "position": 0, "label": label}
        for entry, label in zip(runs[0].entries, chosen, strict=False)
        if label is not None
    ]
    if not given:
        return
    told = [run.answer(*given) for run in runs]
    of_rows, of_lines = (rows_in(run.folder / "answered") for run in runs)
    assert of_rows == of_lines
    for name in ("records", "annotations", "answers"):
        told[0][name].pop("conflicts", None)
        told[1][name].pop("conflicts", None)
        assert told[0][name] == told[1][name]
    undo(runs[0].folder / "answered", runs[0].targets.undo, runs[0].folder / "back")
    assert rows_in(runs[0].folder / "back") == rows


def test_rounds_follow_each_other(tmp_path: Path) -> None:
    run = run_rows(tmp_path / "p", rows_of(list("qaqqk")), is_parquet=True)
    first = run.answer({"item": "i3", "label": "z"})
    assert (first["records"]["out"], first["answers"]["open"]) == (3, 2)
    second = run.answer(
        {"item": "i1", "label": "y"},
        {"item": "i4", "label": "z"},
        path=run.folder / "answered",
        queue=run.folder / "answered.queue.jsonl",
        out=run.folder / "all",
    )
    assert second["digests"]["input"] == first["digests"]["input"] == run.told["digests"]["input"]
    assert [row["label"] for row in rows_in(run.folder / "all")] == ["y", "x", "z", "z", "k"]
    undone = undo(run.folder / "all", run.targets.undo, run.folder / "back")
    assert undone.run == run.told["run"]
    assert rows_in(run.folder / "back") == rows_of(list("qaqqk"))
