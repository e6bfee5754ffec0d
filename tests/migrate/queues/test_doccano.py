"""doccano: what people choose for a text, or for the span that is marked, is the answer."""

from pathlib import Path

import orjson

from schemactl.migrate.answer_file import read_answers
from schemactl.migrate.queues import doccano
from tests.builders import a_schema
from tests.diff.versions import released
from tests.migrate.queues.questions import BOX, a_run, an_ask, expected, written


def test_the_export_answers(tmp_path: Path) -> None:
    run = a_run(tmp_path)
    path = written(run, "doccano")
    row = orjson.loads(path.read_bytes())
    assert (row["label"], row["old"], row["candidates"]) == ([], "q", ["y", "z"])
    assert run.answer_with(path)["answers"]["open"] == 1
    path.write_bytes(orjson.dumps({**row, "label": ["z"]}) + b"\n")
    run.answer_with(path, out=tmp_path / "done")
    assert (tmp_path / "done").read_bytes() == expected("z")


def test_a_span_is_marked(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    span = an_ask(fields={"region": {"start": 0, "end": 5}})
    asked = [span, an_ask(fields={"region": BOX})]
    losses = list(doccano.write(path, asked, released(a_schema("q", "k"))))
    assert [loss.kind for loss in losses] == ["region"]
    assert orjson.loads(path.read_bytes().splitlines()[0])["label"] == [[0, 5, "?"]]
    assert list(read_answers(path)) == []
    path.write_bytes(path.read_bytes().replace(b'"?"', b'"y"'))
    [given] = read_answers(path)
    assert (given.ordinal, given.position, given.label) == (4, 0, "y")
