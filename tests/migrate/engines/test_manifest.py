"""Tests of manifest: parts stand in the order of the input, and together are all of it."""

from pathlib import Path
from typing import Any

import orjson
import pytest

from schemactl.errors import SchemactlError
from schemactl.migrate.engines.making import Place
from schemactl.migrate.engines.manifest import (
    Part,
    check_read,
    manifest_bytes,
    parts_of,
    read_manifest,
    told_of,
)
from schemactl.migrate.engines.unit import Run, Units
from schemactl.migrate.tally import Counts, NotConserved
from tests.migrate.runs import a_job

LINE = b'{"item": 1, "label": "a"}\n'
RUN = Run("r", a_job(Path("data.jsonl")), "jsonl", LINE)


def told(file: str, begin: int, lines: bytes = LINE) -> dict[str, Any]:
    made = Units(RUN).lines(Place(file, begin), lines)
    found: dict[str, Any] = orjson.loads(orjson.dumps(made.told))
    return found


def counts(parts: list[Part]) -> Counts:
    return Units(RUN).counts_of(part.told for part in parts)


def test_parts_stand_in_the_order_of_the_input() -> None:
    tasks = [(0, told("b", 0)), (1, told("b", 900)), (2, told("a", 0)), (3, told("b", 1000))]
    assert [(part.name, part.task) for part in parts_of(tasks, ".jsonl")] == [
        *(("part-00000.jsonl", 2), ("part-00001.jsonl", 0)),
        *(("part-00002.jsonl", 1), ("part-00003.jsonl", 3)),
    ]


def test_names_stay_in_order_however_many_there_are() -> None:
    parts = parts_of(((n, {"place": ["a", n]}) for n in range(100_001)), "")
    assert [parts[0].name, parts[-1].name] == ["part-000000", "part-100000"]


def test_a_task_that_ran_again_counts_once() -> None:
    one = (0, told("a", 0))
    parts = parts_of([one, one], ".jsonl")
    assert counts(parts)["in", "records"] == 1
    with pytest.raises(NotConserved, match="task 0 told two things"):
        parts_of([one, (0, told("a", 26))], ".jsonl")


def test_every_byte_is_read_once() -> None:
    parts = parts_of([(0, told("a", 0)), (1, told("a", 26))], "")
    check_read(parts, {"a": 52})
    with pytest.raises(NotConserved, match="a: 52 bytes of 53 were read"):
        check_read(parts, {"a": 53})
    with pytest.raises(NotConserved, match="b: 0 bytes of 9 were read"):
        check_read(parts, {"a": 52, "b": 9})
    with pytest.raises(NotConserved, match="a is no file of the input"):
        check_read(parts, {})


def test_the_report_is_that_of_all_parts() -> None:
    parts = parts_of([(0, told("a", 0)), (1, told("a", 26, LINE * 3))], "")
    found = told_of(RUN, counts(parts))
    assert found["records"]["in"] == found["labels"]["after"]["x"] == 4
    broken = counts(parts)
    broken["in", "records"] += 1
    with pytest.raises(NotConserved):
        told_of(RUN, broken)


def test_a_manifest_is_read_again() -> None:
    parts: list[Part] = parts_of([(4, told("a", 0))], ".jsonl")
    written = manifest_bytes(RUN, parts, told_of(RUN, counts(parts)))
    found = read_manifest("m", written)
    assert found["parts"][0]["name"] == "part-00000.jsonl"
    assert found["parts"][0]["place"] == ["a", 0]
    assert found["report"]["records"]["mapped"] == 1
    for other in (b"{", b"[]", b"{}"):
        with pytest.raises(SchemactlError, match="this is no manifest"):
            read_manifest("m", other)
    newer = orjson.dumps({"schemactl_manifest": 2})
    with pytest.raises(SchemactlError, match="written by another schemactl"):
        read_manifest("m", newer)
