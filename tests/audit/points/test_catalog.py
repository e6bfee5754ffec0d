"""The points are 18, numbered, each asked by somebody, and none knows more than is recorded."""

import pytest

from schemactl.audit.dossier import Dossier
from schemactl.audit.points.catalog import POINTS
from tests.audit.recorded import History, dossier_of


def test_points_are_numbered_and_have_sources() -> None:
    assert [point.number for point in POINTS] == list(range(1, 19))
    assert all(point.question.endswith("?") and point.sources for point in POINTS)


@pytest.mark.parametrize(
    "ref", ["model:cook@2", "dataset:cards@1", "batch:week@1", "schema:mood@1.0.0"]
)
def test_every_point_answers_for_every_kind(history: History, ref: str) -> None:
    found = dossier_of(history, ref)
    for point in POINTS:
        answer = point.answer(found)
        assert answer.verdict in ("shown", "partly", "unknown")
        for table in answer.tables:
            assert all(len(row) == len(table.head) for row in table.rows), point.question


def test_the_last_point_collects_the_others(dossier: Dossier) -> None:
    [table] = POINTS[17].answer(dossier).tables
    assert len(table.rows) == sum(len(one.answer(dossier).unknown) for one in POINTS[:17])
