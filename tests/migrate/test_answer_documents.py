"""Answers in documents: the annotation stands again where it was, under its new label."""

from pathlib import Path
from typing import Any

import orjson
import pytest

from schemactl.migrate.answer import answer
from schemactl.migrate.answer_request import AnswerRequest, begin
from schemactl.migrate.undo import undo
from tests.migrate.answering import asked
from tests.migrate.runs import ignore


def a_choice(label: str) -> dict[str, Any]:
    """Return a result of Label Studio."""
    return {
        "type": "choices",
        "from_name": "topic",
        "to_name": "text",
        "value": {"choices": [label]},
    }


def tasks(*labels: str) -> bytes:
    """Return a file of Label Studio, each label on an item of its own."""
    listed = [
        {
            "id": at,
            "data": {"text": f"Text {at}."},
            "annotations": [{"completed_by": 1, "result": [a_choice(label), a_choice("k")]}],
        }
        for at, label in enumerate(labels, 1)
    ]
    return orjson.dumps(listed, option=orjson.OPT_INDENT_2)


def test_tasks_of_label_studio(tmp_path: Path) -> None:
    run = asked(tmp_path, tasks("q", "a", "q"), name="data.json")
    assert [entry.length > 0 for entry in run.entries] == [True, True]
    told = run.answer({"item": "3", "label": "z"})
    assert told["records"]["out"] == told["records"]["in"] == 3
    assert told["records"]["queued"] == 1
    found = orjson.loads(run.answered)
    assert [len(task["annotations"][0]["result"]) for task in found] == [1, 2, 2]
    run.answer(
        {"item": "1", "label": "y"},
        path=tmp_path / "answered",
        queue=tmp_path / "answered.queue.jsonl",
        out=tmp_path / "all",
    )
    assert (tmp_path / "all").read_bytes() == tasks("y", "x", "z")
    undo(tmp_path / "all", run.targets.undo, tmp_path / "back")
    assert (tmp_path / "back").read_bytes() == tasks("q", "a", "q")


def test_slots_of_conll(tmp_path: Path) -> None:
    def words(label: str) -> bytes:
        return f"Anna B-{label}\nLee I-{label}\nsings O\n\n".encode()

    run = asked(tmp_path, words("q") + words("a"), name="data.conll", format="conll", task="topic")
    assert b"q" not in run.targets.out.read_bytes()
    run.answer({"ordinal": 1, "position": 0, "label": "y"})
    assert run.answered == words("y") + words("x")


def test_a_round_that_was_broken_off_is_repeated(tmp_path: Path) -> None:
    run = asked(tmp_path, tasks("q", "a", "q"), name="data.json")

    def stop(count: int) -> None:
        raise KeyboardInterrupt(count)

    rows = tmp_path / "answers.jsonl"
    rows.write_bytes(b'{"item": "3", "label": "z"}\n')
    request = AnswerRequest(run.targets.out, run.targets.queue, (rows,), tmp_path / "answered")
    with pytest.raises(KeyboardInterrupt):
        answer(request, begin(request), run.migration, stop)
    assert not (tmp_path / "answered").exists()
    other = request._replace(out=tmp_path / "other")
    for one in (request, other):
        answer(one, begin(one), run.migration, ignore)
    assert run.answered == (tmp_path / "other").read_bytes()
    assert not [found for found in tmp_path.iterdir() if found.name.startswith(".")]
