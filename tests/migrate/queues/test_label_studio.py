"""label-studio: a task shows the old annotation; its answer is read from the export."""

from pathlib import Path

import orjson

from schemactl.migrate.queues import label_studio
from tests.builders import a_schema
from tests.diff.versions import released
from tests.migrate.queues.questions import BOX, IMAGE, a_run, an_ask, expected, written


def test_the_export_answers(tmp_path: Path) -> None:
    run = a_run(tmp_path)
    path = written(run, "label-studio")
    [task] = orjson.loads(path.read_bytes())
    assert task["data"]["text"] == "Late, <b>again</b>."
    assert [one["value"] for one in task["data"]["candidates"]] == ["y", "z"]
    assert task["data"]["candidates"][0]["hint"] == "It is y."
    [result] = task["predictions"][0]["result"]
    assert (result["from_name"], result["value"]) == ("topic", {"choices": ["q"]})
    assert run.answer_with(path)["answers"]["open"] == 1
    task["annotations"] = [
        {"completed_by": who, "result": [{**result, "value": {"choices": ["y"]}}]} for who in (7, 8)
    ]
    path.write_bytes(orjson.dumps([task]))
    assert run.answer_with(path, out=tmp_path / "done")["answers"]["given"] == 2
    assert (tmp_path / "done").read_bytes() == expected("y")


def test_a_place_is_shown_where_it_can_be(tmp_path: Path) -> None:
    schema = a_schema("q", "k")
    boxes = schema.model_copy(
        update={"tasks": (schema.tasks[0].model_copy(update={"type": "box"}),)}
    )
    path = tmp_path / "tasks.json"
    shown = an_ask(content=IMAGE, fields={"region": BOX})
    blind = an_ask(content={"file": "b.png"}, fields={"region": BOX})
    losses = list(label_studio.write(path, [shown, blind], released(boxes)))
    assert [loss.kind for loss in losses] == ["region"]
    first, second = orjson.loads(path.read_bytes())
    [result] = first["predictions"][0]["result"]
    assert result["value"]["rectanglelabels"] == ["q"]
    assert (result["value"]["x"], result["value"]["height"]) == (10.0, 20.0)
    assert second["predictions"] == []
