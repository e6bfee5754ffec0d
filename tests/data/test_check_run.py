"""Tests of the two looks."""

from schemactl.data.check_pace import milliseconds
from schemactl.data.check_run import CheckRun, count_key
from schemactl.data.placed import Placed
from schemactl.data.spelling import TaskReading, task_readings
from schemactl.data.stamps import Background
from schemactl.files.dataset import Record
from schemactl.model.annotation import Annotation, Problem
from schemactl.model.release import SchemaRelease


def reading(release: SchemaRelease, task: str) -> TaskReading:
    return task_readings(release.schema, "id", None)[task]


def test_nothing_suspect_needs_no_second_look(release: SchemaRelease) -> None:
    run = CheckRun(release.schema)
    task = reading(release, "intent")
    for item in "ab":
        placed = Placed(Annotation(item, "intent", "refund"), 1, task, True)
        assert run.see(0, placed, must_have_stamp=False)
    assert not run.suspect()
    assert not list(run.finish())


def test_what_was_suspected_wrongly_becomes_no_problem(release: SchemaRelease) -> None:
    run = CheckRun(release.schema)
    task = reading(release, "intent")
    seen = [Placed(Annotation(item, "intent", "refund"), 1, task, True) for item in "ab"]
    for placed in seen:
        run.see(0, placed, must_have_stamp=False)
        # As if the hashes of both were the same.
        run.said.add(run.said_key(placed.annotation))
    assert run.suspect()
    for placed in seen:
        run.look(0, placed)
    assert not list(run.finish())


def test_what_the_format_knows_is_taken_over(release: SchemaRelease) -> None:
    run = CheckRun(release.schema)
    problem = Problem("text-mismatch", "1", None, None, "so")
    run.see_record(0, Record(7, 0, b"", {}, problems=(problem,)))
    [(_, found)] = run.finish()
    assert found.line == 7


def test_keys_tell_apart_what_may_be_compared(release: SchemaRelease) -> None:
    run = CheckRun(release.schema)
    said = Annotation("1", "intent", "refund", annotator="x")
    assert run.said_key(said) == run.said_key(said._replace(label="old", note="other"))
    assert run.said_key(said) != run.said_key(said._replace(batch="b"))
    topic = said._replace(task="topics")
    assert run.said_key(topic) != run.said_key(topic._replace(label="b"))
    span = said._replace(task="names", region={"start": 0, "end": 2**70})
    assert run.said_key(span) == run.said_key(span._replace(region={"start": 1, "end": 2**70}))
    assert count_key("1", "x", None) != count_key("1", None, "x")


def test_the_first_time_that_is_not_before_a_release(release: SchemaRelease) -> None:
    background = Background(released={"schema:tickets@2.0.0": "2026-02-27T22:00:00Z"}.get)
    run = CheckRun(release.schema, background)
    assert run.since("tickets@2.0.0") == milliseconds("2026-02-27T22:00:00Z")
    assert run.since("tickets@1.0.0") == 0


def test_part_of_a_millisecond_is_not_before_a_release(release: SchemaRelease) -> None:
    background = Background(released={"schema:tickets@2.0.0": "2026-02-27T22:00:00.0001Z"}.get)
    run = CheckRun(release.schema, background)
    assert run.since("tickets@2.0.0") == (milliseconds("2026-02-27T22:00:00Z") or 0) + 1
