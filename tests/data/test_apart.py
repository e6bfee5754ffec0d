"""A process that works for this one answers it, and neither outlives it nor is missed unnoticed."""

import os
import signal
from multiprocessing.connection import Connection
from typing import Any

import pytest

from schemactl.data import apart
from schemactl.data.apart import Errand, hire, may_hire
from schemactl.errors import AnswerIsBad, SchemactlError


def answer(factor: int, line: "Connection[Any, Any]") -> None:
    while (number := line.recv()) is not None:
        line.send(number * factor)


def tell(line: "Connection[Any, Any]") -> None:
    line.send(may_hire())
    line.recv()


def divide(number: int, other: int) -> int:
    if other == 0:
        raise AnswerIsBad("no number", "give another one")
    if other < 0:
        os._exit(1)
    return number // other


def test_an_errand_brings_back_what_the_function_returns_or_raises() -> None:
    right, bad, gone = (Errand(divide, 7, other) for other in (2, 0, -1))
    assert right.result() == 3
    with pytest.raises(AnswerIsBad, match="no number") as caught:
        bad.result()
    assert caught.value.hint == "give another one"
    with pytest.raises(SchemactlError, match="ended before its work was done"):
        gone.result()
    for errand in (right, bad, gone):
        errand.dismiss()


def test_work_is_done_with_what_is_given() -> None:
    hired = hire(answer, 3)
    for number in (2, 5):
        hired.line.send(number)
        assert hired.line.recv() == 3 * number
    hired.dismiss()
    assert hired.line.closed
    assert not hired.process.is_alive()


def test_an_interruption_at_the_terminal_is_left_to_the_other_process() -> None:
    hired = hire(answer, 3)
    hired.line.send(1)
    assert hired.line.recv() == 3
    os.kill(hired.process.pid or 0, signal.SIGINT)
    hired.line.send(2)
    assert hired.line.recv() == 6
    hired.dismiss()


def test_who_was_hired_does_not_hire(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_processors", lambda: 2)
    hired = hire(tell)
    assert hired.line.recv() is False
    hired.dismiss()


@pytest.mark.parametrize(("processors", "may"), [(1, False), (2, True)])
def test_a_process_has_a_processor_of_its_own(
    monkeypatch: pytest.MonkeyPatch, processors: int, may: bool
) -> None:
    monkeypatch.setattr(apart, "_processors", lambda: processors)
    assert may_hire() is may


def test_it_ends_with_the_process_that_it_works_for() -> None:
    reader, writer = os.pipe()
    if (child := os.fork()) == 0:
        os.close(reader)
        os.write(writer, b"%d" % (hire(answer, 3).process.pid or 0))
        os.kill(os.getpid(), signal.SIGKILL)
    os.close(writer)
    os.waitpid(child, 0)
    with os.fdopen(reader, "rb") as told:
        # The hired process has the writing end, too: it is at its end when both are.
        hired = int(told.read())
    assert hired > 0
