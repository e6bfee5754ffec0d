"""Answers: what people decided is what the migration would have written, had it known."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemactl.errors import AnswerIsBad, SchemactlError
from schemactl.migrate.queue_file import read_entries, read_header
from schemactl.migrate.queues.sidecar import own_queue
from schemactl.migrate.undo import undo
from schemactl.migrate.work import folder_of
from tests.builders import a_schema
from tests.migrate.answering import asked, lines
from tests.migrate.hops import compiled

CONTENT = lines(["a", "q", "k", "q", "d", "q"])


def test_answers_are_put_back_where_the_records_were(tmp_path: Path) -> None:
    run = asked(tmp_path, CONTENT)
    told = run.answer(
        {"ordinal": 6, "label": "z"}, {"ordinal": 2, "label": "y"}, {"item": "i4", "label": "y"}
    )
    assert run.answered == lines(["x", "y", "k", "y", "", "z"]).replace(
        b'{"item": "i5", "label": ""}\n', b""
    )
    assert told["records"] == {
        "in": 6,
        "unchanged": 1,
        "mapped": 4,
        "queued": 0,
        "dropped": 1,
        "out": 5,
    }
    assert told["answers"] == {
        "given": 3,
        "answered": 3,
        "repeated": 0,
        "conflicts": [],
        "open": 0,
    }
    assert not (tmp_path / "answered.queue.jsonl").exists()


def test_what_is_not_answered_stays_in_a_queue(tmp_path: Path) -> None:
    run = asked(tmp_path, CONTENT)
    told = run.answer({"ordinal": 4, "label": "z"})
    assert run.answered == lines(["x", "", "k", "z"]).replace(b'{"item": "i2", "label": ""}\n', b"")
    left = list(read_entries(tmp_path / "answered.queue.jsonl"))
    assert [entry.ordinal for entry in left] == [2, 6]
    assert [entry.open for entry in left] == [run.entries[0].open, run.entries[2].open]
    assert left[1].at == len(run.answered)
    assert told["records"]["queued"] == read_header(tmp_path / "answered.queue.jsonl").entries == 2


def test_rounds_come_to_what_one_round_comes_to(tmp_path: Path) -> None:
    run = asked(tmp_path, CONTENT)
    run.answer({"ordinal": 4, "label": "z"})
    second = {"path": tmp_path / "answered", "queue": tmp_path / "answered.queue.jsonl"}
    told = run.answer(
        {"ordinal": 2, "label": "y"},
        {"ordinal": 4, "label": "z"},
        {"ordinal": 6, "label": "z"},
        **second,
        out=tmp_path / "all",
    )
    assert (told["answers"]["answered"], told["answers"]["repeated"]) == (2, 1)
    run.answer(
        *({"ordinal": at, "label": label} for at, label in ((6, "z"), (4, "z"), (2, "y"))),
        out=tmp_path / "once",
    )
    assert (tmp_path / "all").read_bytes() == (tmp_path / "once").read_bytes()
    with pytest.raises(AnswerIsBad, match="in an earlier round"):
        run.answer({"ordinal": 4, "label": "y"}, **second, out=tmp_path / "other")


def test_every_round_can_be_undone(tmp_path: Path) -> None:
    run = asked(tmp_path, CONTENT)
    run.answer({"ordinal": 4, "label": "z"})
    run.answer(
        {"ordinal": 2, "label": "y"},
        path=tmp_path / "answered",
        queue=tmp_path / "answered.queue.jsonl",
        out=tmp_path / "more",
    )
    for name in ("out", "answered", "more"):
        undo(tmp_path / name, run.targets.undo, tmp_path / f"{name}.back")
        assert (tmp_path / f"{name}.back").read_bytes() == CONTENT


def test_answers_to_a_run_that_was_undone_come_too_late(tmp_path: Path) -> None:
    run = asked(tmp_path, CONTENT)
    undo(run.targets.out, run.targets.undo, tmp_path / "back")
    with pytest.raises(SchemactlError, match="was undone"):
        run.answer({"ordinal": 4, "label": "z"})
    assert not (tmp_path / "answered").exists()


def test_a_file_that_the_queue_does_not_belong_to_is_refused(tmp_path: Path) -> None:
    run = asked(tmp_path, CONTENT)
    run.targets.out.write_bytes(CONTENT)
    with pytest.raises(SchemactlError, match="is not what the queue"):
        run.answer({"ordinal": 4, "label": "z"})
    assert not (tmp_path / "answered").exists()


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"ordinal": 4, "label": "k"}, "no answer to what is asked"),
        ({"ordinal": 4, "label": "zz"}, "no answer to what is asked"),
        ({"ordinal": 4, "label": "nothing"}, "no answer to what is asked"),
        ({"ordinal": 3, "label": "z"}, "nothing is asked of record 3"),
        ({"ordinal": 4, "position": 1, "label": "z"}, "nothing is asked of record 4"),
        ({"item": "i9", "label": "z"}, "nothing is asked of i9"),
        ({"label": "z"}, "names no question"),
        ({"ordinal": "four", "label": "z"}, "is no whole number"),
    ],
)
def test_answers_that_are_not_on_offer_write_nothing(
    tmp_path: Path, given: dict[str, Any], message: str
) -> None:
    run = asked(tmp_path, CONTENT)
    before = sorted(found.name for found in tmp_path.iterdir())
    with pytest.raises(AnswerIsBad, match=message):
        run.answer({"ordinal": 2, "label": "y"}, given)
    (tmp_path / "answers.jsonl").unlink()
    assert sorted(found.name for found in tmp_path.iterdir()) == before


def test_answers_of_another_run_are_refused(tmp_path: Path) -> None:
    run = asked(tmp_path, CONTENT)
    with pytest.raises(SchemactlError, match="belongs to run 0123456789abcdef"):
        run.answer({"question": "0123456789abcdef-4-0", "label": "z"})
    with pytest.raises(SchemactlError, match="belongs to run other"):
        run.answer({"run": "other", "ordinal": 4, "label": "z"})
    run.answer({"question": f"{run.told['run']}-4-0", "label": "z"})


def test_a_conflict_stays_open_and_is_listed(tmp_path: Path) -> None:
    run = asked(tmp_path, CONTENT)
    votes = [
        {"ordinal": 4, "label": label, "annotator": who}
        for who, label in (("anna", "y"), ("ben", "z"), ("cleo", "z"))
    ]
    told = run.answer(*votes)
    assert told["answers"]["conflicts"] == [
        {
            "question": f"{run.told['run']}-4-0",
            "ordinal": 4,
            "position": 0,
            "item": "i4",
            "votes": {"topic/y": 1, "topic/z": 2},
        }
    ]
    assert told["answers"]["open"] == 3
    assert run.answered == run.targets.out.read_bytes()
    told = run.answer(*votes, rule="majority", out=tmp_path / "more")
    assert told["answers"]["conflicts"] == []
    assert b'"i4", "label": "z"' in (tmp_path / "more").read_bytes()


def test_targets_are_not_overwritten(tmp_path: Path) -> None:
    run = asked(tmp_path, CONTENT)
    (tmp_path / "answered").write_text("mine")
    with pytest.raises(SchemactlError, match="exists"):
        run.answer({"ordinal": 4, "label": "z"})
    assert (tmp_path / "answered").read_text() == "mine"
    run.answer({"ordinal": 4, "label": "z"}, force=True)
    assert b'"i4"' in run.answered


def test_a_review_is_confirmed_or_corrected(tmp_path: Path) -> None:
    migration = compiled(
        a_schema("a", "k"),
        a_schema("a", "k", "n"),
        {"change": "add", "to": "n", "review": ["k"]},
    )
    content = lines(["k", "a", "k", "k"])
    run = asked(tmp_path, content, migration)
    assert run.targets.out.read_bytes() == content
    told = run.answer({"ordinal": 1, "label": "k"}, {"ordinal": 3, "label": "n"})
    assert run.answered == lines(["k", "a", "n", "k"])
    assert told["reviewed"] == told["answers"]["open"] == 1
    undo(tmp_path / "answered", run.targets.undo, tmp_path / "back")
    assert (tmp_path / "back").read_bytes() == content


def test_a_record_waits_until_all_of_it_is_answered(tmp_path: Path) -> None:
    run = asked(tmp_path, b'{"item": "1", "label": ["q", "a", "q"]}\n')
    with pytest.raises(AnswerIsBad, match="2 questions are asked of 1"):
        run.answer({"item": "1", "label": "y"})
    run.answer({"ordinal": 1, "position": 2, "label": "z"})
    assert run.answered == b""
    [left] = read_entries(tmp_path / "answered.queue.jsonl")
    assert [one.position for one in left.open] == [0]
    assert left.settled[-1].now == ("topic", "z")
    run.answer(
        {"item": "1", "label": "y"},
        path=tmp_path / "answered",
        queue=tmp_path / "answered.queue.jsonl",
        out=tmp_path / "all",
    )
    assert (tmp_path / "all").read_bytes() == b'{"item": "1", "label": ["y", "x", "z"]}\n'


def test_cells_of_separated_values(tmp_path: Path) -> None:
    content = b'item,label,z\r\n1,q,"q,"\r\n2,a,\r\n3,"q",q'
    run = asked(tmp_path, content, name="data.csv")
    run.answer({"item": "3", "label": "z"}, {"item": "1", "label": "y"})
    assert run.answered == b'item,label,z\r\n1,y,"q,"\r\n2,x,\r\n3,"z",q'


@settings(deadline=None, max_examples=30)
@given(st.data())
def test_answers_in_any_order_give_the_same(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("run")
    labels = data.draw(st.lists(st.sampled_from("aqkd"), min_size=1, max_size=8))
    run = asked(folder, lines(labels))
    answers = [
        {"ordinal": entry.ordinal, "label": data.draw(st.sampled_from("yz"))}
        for entry in run.entries
    ]
    if not answers:
        return
    run.answer(*answers, out=folder / "expected")
    expected = (folder / "expected").read_bytes()
    mixed = data.draw(st.permutations(answers))
    cut = data.draw(st.integers(0, len(mixed)))
    path, queue = run.targets.out, run.targets.queue
    for at, part in enumerate(part for part in (mixed[:cut], mixed[cut:]) if part):
        out, left = folder / f"round{at}", folder / f"left{at}"
        told = run.answer(*part, path=path, queue=queue, out=out, queue_out=left)
        records = told["records"]
        assert records["in"] == records["out"] + records["queued"] + records["dropped"]
        assert records["out"] == out.read_bytes().count(b"\n")
        path, queue = out, left
    assert path.read_bytes() == expected
    undo(path, run.targets.undo, folder / "back")
    assert (folder / "back").read_bytes() == lines(labels)


def test_what_records_the_output_is_called_again_after_a_crash(tmp_path: Path) -> None:
    run = asked(tmp_path, CONTENT)
    seen: list[bytes] = []

    def record(told: dict[str, Any]) -> None:
        assert told["answers"]["answered"] == 1
        seen.append(run.answered)
        if len(seen) == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run.answer({"ordinal": 4, "label": "z"}, record=record)
    undo_size = run.targets.undo.stat().st_size
    run.answer({"ordinal": 4, "label": "z"}, record=record)
    assert seen == [run.answered] * 2
    assert run.targets.undo.stat().st_size == undo_size


def test_another_round_that_was_broken_off_is_not_taken_up(tmp_path: Path) -> None:
    run = asked(tmp_path, CONTENT)
    folder = folder_of(tmp_path / "answered")
    folder.mkdir()
    (folder / "journal").write_bytes(b'{"tool":"other"}\n')
    with pytest.raises(SchemactlError, match="holds a run that was broken off"):
        run.answer({"ordinal": 4, "label": "z"})
    run.answer({"ordinal": 4, "label": "z"}, restart=True)
    assert not folder.exists()


def test_what_stays_open_goes_to_a_tool_again(tmp_path: Path) -> None:
    run = asked(tmp_path, CONTENT)
    given = {"ordinal": 4, "label": "z"}
    with pytest.raises(SchemactlError, match="needs a file"):
        run.answer(given, queue_as="csv")
    left = tmp_path / "left.csv"
    told = run.answer(given, queue_as="csv", queue_out=left)
    assert (told["queue"]["as"], told["queue"]["file"]) == ("csv", str(left))
    run_id = run.told["run"]
    assert [line[:20] for line in left.read_text().splitlines()[1:] if run_id in line] == [
        f"{run_id}-2-0",
        f"{run_id}-6-0",
    ]
    left.write_text(left.read_text().replace(",,\n", ",y,anna\n"))
    second = {"path": tmp_path / "answered", "queue": own_queue(left), "out": tmp_path / "all"}
    assert run.answer_with(left, **second)["answers"]["open"] == 0
