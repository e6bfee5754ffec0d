"""Tests of the log of answers."""

import pytest

from schemactl.data import answer_log
from schemactl.data.answer_log import Answer, AnswerLog
from schemactl.model.annotation import Annotation


@pytest.mark.parametrize("most", [1, 2**20])
def test_annotations_come_back_by_item_as_they_were(
    most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answer_log, "_MOST_IN_MEMORY", most)
    log = AnswerLog()
    assert log.is_empty
    given = [
        Answer(0, 1, True, Annotation("a", "t", "x", cites=("T1",), value=2**70)),
        Answer(0, 2, False, Annotation("b", "t", "y", {"start": 0, "end": 1})),
        Answer(1, 1, True, Annotation("a", "t", "z", attributes={"k": [1.5, None]})),
    ]
    for answer in given:
        log.add(answer)
    assert sorted(log.by_item()) == [[given[0], given[2]], [given[1]]]
