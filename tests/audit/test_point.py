"""A point's verdict follows from its evidence and its gaps."""

import pytest

from schemactl.audit.point import Answer, Table

ROWS = Table("t", ("a",), (("1",),))
EMPTY = Table("t", ("a",), ())


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (Answer(("said",)), "shown"),
        (Answer((), (ROWS,)), "shown"),
        (Answer((), (ROWS,), ("something",)), "partly"),
        (Answer((), (EMPTY,), ("something",)), "unknown"),
        (Answer(), "unknown"),
    ],
)
def test_verdicts(answer: Answer, verdict: str) -> None:
    assert answer.verdict == verdict
