"""Report: the keys of the design, and counts that can be read back."""

from pathlib import Path

import pytest

from schemactl.migrate.apply import Request, apply
from schemactl.migrate.report import explain_unknown
from tests.builders import a_schema, a_task
from tests.migrate.hops import compiled
from tests.migrate.runs import a_job, a_migration, ignore, migrated, targets_in

LINES = b"".join(b'{"item":"1","n":1,"label":"%s"}\n' % one for one in b"a a b s d q k".split())


def test_all_counts_are_told() -> None:
    told = migrated(LINES).told
    assert (told["from"], told["to"]) == ("schema:s@1.0.0", "schema:s@2.0.0")
    assert told["annotations"] == {"in": 7, "unchanged": 1, "mapped": 4, "queued": 1, "dropped": 1}
    assert told["labels"]["before"] == {"a": 2, "b": 1, "s": 1, "d": 1, "q": 1, "k": 1}
    assert told["labels"]["after"] == {"x": 2, "m": 1, "hi": 1, "k": 1}
    assert told["spellings"] == {"a": 2, "b": 1, "s": 1, "d": 1, "q": 1, "k": 1}
    assert (told["unknown_labels"], told["folded"], told["reviewed"]) == ({}, 0, 0)


def test_steps_say_what_they_did() -> None:
    steps = migrated(LINES).told["steps"]
    assert [(one["change"], one["from"], one["to"]) for one in steps] == [
        ("recode", ["a"], ["x"]),
        ("merge", ["b", "c"], ["m"]),
        ("split", ["s"], ["hi", "lo"]),
        ("retire", ["d"], []),
        ("split", ["q"], ["y", "z"]),
    ]
    kinds = [(one["annotations"], one["mapped"], one["queued"], one["dropped"]) for one in steps]
    assert kinds == [(2, 2, 0, 0), (1, 1, 0, 0), (1, 1, 0, 0), (1, 0, 0, 1), (1, 0, 1, 0)]
    assert [one["fidelity"] for one in steps] == ["exact", "lossy", "exact", "lossy", "people"]


def test_flows_lead_from_label_to_label() -> None:
    flow = migrated(LINES).told["flow"]
    assert {"from": "a", "to": "x", "kind": "mapped", "annotations": 2} in flow
    assert {"from": "q", "to": None, "kind": "queued", "annotations": 1} in flow
    assert sum(one["annotations"] for one in flow) == 7


def test_what_is_looked_at_again_is_told_by_label() -> None:
    migration = compiled(
        a_schema("a", "b"), a_schema("a", "b", "x"), {"change": "add", "to": "x", "review": ["b"]}
    )
    told = migrated(b'{"item":"1","label":"b"}\n{"item":"2","label":"a"}\n', migration).told
    assert told["reviewed"] == 1
    assert told["queue"] == {"entries": 1, "reviews": {"b": 1}}
    assert told["records"]["unchanged"] == 2
    assert told["steps"][0]["reviewed"] == 1


def test_labels_of_several_tasks_are_told_with_their_task() -> None:
    schema = a_schema(a_task("a", "b"), a_task("b", id="tone"))
    told = migrated(
        b'{"item":"1","task":"tone","label":"b"}\n{"item":"1","task":"topic","label":"a"}\n',
        compiled(schema, schema),
    ).told
    assert told["labels"]["before"] == {"a": 1, "tone/b": 1}


def test_unknown_labels_are_explained() -> None:
    told = {"unknown_labels": {"qq": 3, "aa": 1}, "unknown_tasks": {"": 4}}
    message, hint = explain_unknown(told, a_migration())
    assert message == "labels that schema:s@1.0.0 lacks: 'qq' 3, 'aa' 1; nothing is written"
    assert hint


@pytest.mark.parametrize(
    ("row", "tasks", "expected"),
    [
        (b'{"item":"1","label":"b"}\n', {"": 1}, "1 annotations name no task"),
        (
            b'{"item":"1","task":"other","label":"b"}\n',
            {"other": 1},
            "tasks that schema:s@1.0.0 lacks: 'other' 1",
        ),
    ],
)
def test_answers_to_no_known_task_are_explained(
    tmp_path: Path, row: bytes, tasks: dict[str, int], expected: str
) -> None:
    schema = a_schema(a_task("a", "b"), a_task("b", id="tone"))
    migration = compiled(schema, schema)
    path = tmp_path / "data.jsonl"
    path.write_bytes(row)
    told = apply(a_job(path, migration), Request(targets_in(tmp_path)), ignore)
    assert (told["unknown_labels"], told["unknown_tasks"]) == ({"b": 1}, tasks)
    message, hint = explain_unknown(told, migration)
    assert message == f"{expected}; nothing is written"
    assert "--task" in hint
    assert "(tasks: topic, tone)" in hint
