"""Answer requests: a queue belongs to one output and one undo file."""

from pathlib import Path

import pytest

from schemactl.errors import SchemactlError
from schemactl.migrate.answer_request import AnswerRequest, begin, digest_of_answers, queue_left
from tests.migrate.answering import asked, lines


@pytest.fixture
def request_of(tmp_path: Path) -> AnswerRequest:
    """Return the request to answer a run."""
    run = asked(tmp_path, lines(["q", "k"]))
    return AnswerRequest(run.targets.out, run.targets.queue, (), tmp_path / "new")


def test_the_run_is_found_by_its_output(request_of: AnswerRequest) -> None:
    begun = begin(request_of)
    assert begun.undo.samefile(request_of.path.with_name("undo"))
    assert begun.placed.section.run == begun.header.run
    assert queue_left(request_of).name == "new.queue.jsonl"


def test_an_undo_file_that_is_gone_or_of_another_run_is_refused(
    request_of: AnswerRequest, tmp_path: Path
) -> None:
    undo = request_of.path.with_name("undo")
    other = tmp_path / "other"
    other.mkdir()
    elsewhere = asked(other, lines(["q", "q"])).targets.undo
    with pytest.raises(SchemactlError, match="is of another run"):
        begin(request_of._replace(undo=elsewhere))
    moved = undo.rename(tmp_path / "moved")
    with pytest.raises(SchemactlError, match="is gone"):
        begin(request_of)
    assert begin(request_of._replace(undo=moved)).undo == moved


def test_targets_have_a_place_of_their_own(request_of: AnswerRequest, tmp_path: Path) -> None:
    with pytest.raises(SchemactlError, match="is no folder"):
        begin(request_of._replace(out=tmp_path / "no" / "out"))
    with pytest.raises(SchemactlError, match="is a folder"):
        begin(request_of._replace(queue_out=tmp_path))
    with pytest.raises(SchemactlError, match="is --out"):
        begin(request_of._replace(queue_out=request_of.out))


def test_answers_have_a_digest() -> None:
    assert digest_of_answers([]) is None
    assert digest_of_answers([[1, 0, "i", "t", "y"]]) == digest_of_answers([(1, 0, "i", "t", "y")])
