"""labelbox: data rows are named by their questions, and so are the answers in the export."""

from pathlib import Path

import orjson

from schemactl.migrate.queues import labelbox
from tests.builders import a_schema
from tests.diff.versions import released
from tests.migrate.queues.questions import BOX, IMAGE, a_run, an_ask, expected, written


def test_the_export_answers(tmp_path: Path) -> None:
    run = a_run(tmp_path)
    path = written(run, "labelbox")
    [row] = orjson.loads(path.read_bytes())
    assert row["row_data"] == "Late, <b>again</b>."
    assert "z: It is z." in row["attachments"][0]["value"]
    assert {"name": "candidates", "value": "y, z"} in row["metadata_fields"]
    answer = {"name": "topic", "value": "topic", "radio_answer": {"name": "z", "value": "z"}}
    label = {"label_details": {"created_by": "anna"}, "annotations": {"classifications": [answer]}}
    export = {
        "data_row": {"id": "x", "global_key": row["global_key"], "row_data": row["row_data"]},
        "projects": {"p": {"name": "p", "labels": [label]}},
    }
    path.write_bytes(orjson.dumps(export) + b"\n")
    run.answer_with(path)
    assert run.answered == expected("z")


def test_a_place_is_told_in_words(tmp_path: Path) -> None:
    path = tmp_path / "rows.json"
    ask = an_ask(content=IMAGE, fields={"region": BOX})
    losses = list(labelbox.write(path, [ask, ask], released(a_schema("q", "k"))))
    assert [loss.kind for loss in losses] == ["region", "region"]
    row, _ = orjson.loads(path.read_bytes())
    assert row["row_data"] == "a.png"
    assert '"width":3.0' in row["attachments"][0]["value"]
