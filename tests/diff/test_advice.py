"""Advice: pasted and decided, the lines make the change declared."""

from typing import Any

import pytest
import yaml

from schemactl.diff.advice import missing_mark, missing_step, proposed_step
from schemactl.diff.candidates import Candidate, Proposal, candidates
from schemactl.model.change import KINDS, Change
from schemactl.model.migration import UNDECIDED
from tests.builders import a_label, a_schema, a_task
from tests.diff.versions import a_migration, judged, released

CASE = {"content": "x"}
SIZE: dict[str, Any] = {"id": "size", "type": "text", "question": "How big?"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (a_task("a"), a_task(a_label("a", definition="Y."))),
        (a_task("a"), a_task(a_label("a", exclude=("x",)))),
        (a_task(a_label("a", examples=(CASE,)), "b"), a_task("a", a_label("b", examples=(CASE,)))),
        (a_task("a"), a_task("a", question="What?")),
        (a_task("a", "b", confusable=[{"labels": ["b", "a"]}]), a_task("a", "b")),
        (a_task("a"), a_task("a", "152")),
        (a_task("a", "no"), a_task("a")),
        (a_task("a"), a_task("a", choose="any")),
        (a_task("a", attributes=[SIZE]), a_task("a", attributes=[{**SIZE, "question": "?"}])),
    ],
)
def test_the_lines_are_a_step_that_declares_the_change(old: Any, new: Any) -> None:
    before, after = a_schema(old), a_schema(new)
    (judgement,) = judged(before, after).judgements
    assert not judgement.declared
    text = "steps:\n" + "\n".join(judgement.missing) + "\n"
    chosen = {"effect": "clarify", "otherwise": "drop", "because": "Law.", "review": []}
    (step,) = yaml.safe_load(text)["steps"]
    assert UNDECIDED in text
    decided = {key: chosen.get(key, value) for key, value in step.items()}
    assert [j.declared for j in judged(before, after, decided).judgements] == [True]


def test_a_removed_task_is_declared_too() -> None:
    before, after = a_schema(a_task("a"), a_task("b", id="two")), a_schema(a_task("a"))
    (judgement,) = judged(before, after).judgements
    assert judgement.missing == (
        "  - change: task",
        "    task: two",
        "    was: removed",
        "    otherwise: CHOOSE  # relabel, drop, or {use: LABEL}",
        "    because: CHOOSE",
    )


def test_choices_stand_beside_what_has_to_be_chosen() -> None:
    lines = missing_step(Change("label-added", None, (), ("a",)))
    assert lines[2].endswith("review:")
    assert lines[3] == "      - CHOOSE  # labels whose old records may belong here; [] if none"
    assert missing_mark("task.md") == (
        "  - effect: CHOOSE  # clarify, narrow, widen or shift",
        "    labels:",
        "      - CHOOSE",
        "    page: task.md",
        "    because: CHOOSE",
    )
    assert len(missing_mark("")) == 4


def test_what_says_by_itself_what_it_means_needs_no_step() -> None:
    shape = {"label": "a"}
    silent = {k for k in KINDS if not missing_step(Change(k, "t", ("a",), ("a",), shape, shape))}
    assert {"label-renamed", "label-recoded", "task-added", "page-changed"} <= silent
    assert len(KINDS) - len(silent) == 9


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"bug": "It fails."}, {"defect": "It fails."}),
        ({"152": "It fails at start.", "no": "It fails at the end."}, {"fault": "It fails."}),
        ({"account": "No way in. No address."}, {"access": "No way in.", "a:b": "No address."}),
    ],
)
def test_a_proposed_step_decided_declares_what_became_of_the_labels(
    old: dict[str, str], new: dict[str, str]
) -> None:
    before, after = (
        a_schema(*(a_label(one, definition=text) for one, text in labels.items()))
        for labels in (old, new)
    )
    change: Proposal = "recode" if len(old) == len(new) else "merge" if len(old) > 1 else "split"
    (task,) = before.tasks
    candidate = Candidate(change, task.id, tuple(old), tuple(new), 1)
    step = yaml.load(proposed_step(candidate), yaml.BaseLoader)[0]
    assert UNDECIDED in step["because"]
    decided = {
        **step,
        "because": "Law.",
        **({"otherwise": "relabel"} if "otherwise" in step else {}),
    }
    assert {j.declared for j in judged(before, after, decided).judgements} == {True}
    assert candidates(released(before), released(after), a_migration(decided)) == ()
