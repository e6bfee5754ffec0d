"""How a migration is told: steps first, then sums, then what people have to do."""

from typing import Any

from schemactl.cli.migrate_text import report_lines

KINDS = {"in": 4, "unchanged": 1, "mapped": 1, "queued": 1, "dropped": 1}
STEP = {"change": "split", "from": ["a"], "to": ["x", "y"], "fidelity": "people", "reviewed": 0}
TOLD: dict[str, Any] = {
    "from": "schema:s@1.0.0",
    "to": "schema:s@2.0.0",
    "steps": [{**STEP, "mapped": 1, "queued": 2, "dropped": 0}],
    "records": {**KINDS, "out": 2},
    "annotations": KINDS,
    "folded": 0,
    "reviewed": 0,
    "queue": {"entries": 0},
}


def test_all_is_told_in_a_few_lines() -> None:
    assert list(report_lines(TOLD)) == [
        "schema:s@1.0.0 → schema:s@2.0.0",
        "  split a → x, y [people]: 1 mapped, 2 queued",
        "records: 4 = 1 unchanged, 1 mapped, 1 queued, 1 dropped; 2 written",
        "annotations: 4 = 1 unchanged, 1 mapped, 1 queued, 1 dropped",
        "queue: nobody needs to look at anything",
    ]


def test_what_people_have_to_do_is_told() -> None:
    idle = {**STEP, "change": "rule", "from": [], "to": [], "mapped": 0, "queued": 0, "dropped": 0}
    told = {**TOLD, "steps": [idle, {**idle, "reviewed": 3}], "folded": 2, "reviewed": 3}
    told["queue"] = {"entries": 5, "hours": 0.5, "cost": 12.0}
    lines = list(report_lines(told))
    assert lines[1:3] == [
        "  rule [people]: 3 to look at again",
        "  1 further steps concern no annotation of this data",
    ]
    assert lines[-3:] == [
        "folded: 2 became equal to another label of their record",
        "to look at again: 3",
        "queue: 5 records for people, 0.5 hours, cost 12.0",
    ]


def test_what_a_tool_cannot_show_and_the_size_of_the_undo_file_are_told() -> None:
    lost = [{"kind": "question", "item": at, "message": "there is no image"} for at in "ab"]
    queue = {"entries": 2, "as": "cvat", "lost": lost}
    lines = list(report_lines({**TOLD, "queue": queue, "undo": {"bytes": 1234}}))
    assert lines[-2:] == [
        "  not in the cvat file: question (2): there is no image",
        "undo: 1,234 bytes give the input back",
    ]
