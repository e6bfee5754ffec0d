"""Plan: it tells what apply tells, and writes nothing."""

from decimal import Decimal
from pathlib import Path

import pytest

from schemactl.migrate.apply import Request, apply
from schemactl.migrate.plan import effort, plan
from tests.migrate.runs import a_job, ignore, targets_in
from tests.migrate.test_spread import lines


@pytest.mark.parametrize("processes", [1, 2])
def test_the_plan_is_what_apply_does(tmp_path: Path, processes: int) -> None:
    path = tmp_path / "data.jsonl"
    path.write_bytes(b"".join(lines(50)))
    planned = plan(a_job(path), ignore, processes)
    assert [found.name for found in tmp_path.iterdir()] == ["data.jsonl"]
    applied = apply(a_job(path), Request(targets_in(tmp_path)), ignore)
    assert {**applied, **planned} == applied


def test_progress_adds_up_to_the_file(tmp_path: Path) -> None:
    path = tmp_path / "data.jsonl"
    path.write_bytes(b"".join(lines(50)))
    seen: list[int] = []
    plan(a_job(path), seen.append)
    assert sum(seen) == path.stat().st_size


@pytest.mark.parametrize(
    ("entries", "seconds", "rate", "hours", "cost"),
    [(0, "30", "20", 0.0, 0.0), (120, "30", None, 1.0, None), (7, "45.5", "24", 0.09, 2.12)],
)
def test_effort_is_hours_and_their_cost(
    entries: int, seconds: str, rate: str | None, hours: float, cost: float | None
) -> None:
    found = effort(entries, Decimal(seconds), None if rate is None else Decimal(rate))
    assert found == {"hours": hours, "cost": cost}
