"""The fates of labels: what each step does to the annotations that exist."""

from typing import Any

import pytest

from tests.builders import a_label, a_schema, a_task
from tests.diff.versions import judged, one_judgement


@pytest.mark.parametrize(
    ("step", "annotations"),
    [
        ({"otherwise": "drop"}, "drop"),
        ({"otherwise": "relabel"}, "relabel"),
        ({"otherwise": {"use": "b"}}, "map"),
    ],
)
def test_a_retired_label_goes_as_its_step_says(step: dict[str, Any], annotations: str) -> None:
    said = {"change": "retire", "from": "a", "because": "Law.", **step}
    found = one_judgement(a_schema("a", "b"), a_schema("b"), said)
    assert (found.bump, found.annotations, found.labels) == ("major", annotations, ("a",))
    assert (found.declared, found.because) == (True, "Law.")


@pytest.mark.parametrize(
    ("step", "annotations"),
    [
        ({"to": ["b", "c"]}, "relabel"),
        ({"to": ["b", "c"], "otherwise": "drop"}, "drop"),
        ({"to": ["b", "c"], "otherwise": {"use": "c"}}, "map"),
        ({"to": [{"label": "b", "when": {"text": {"words": ["x"]}}}, "c"]}, "map"),
    ],
)
def test_a_split_maps_where_a_test_decides(step: dict[str, Any], annotations: str) -> None:
    said = {"change": "split", "from": "a", **step}
    found = one_judgement(a_schema("a"), a_schema("b", "c"), said)
    assert (found.bump, found.annotations, found.declared) == ("major", annotations, True)


def test_recoded_and_merged_labels_are_mapped() -> None:
    merge = {"change": "merge", "from": ["a", "b"], "to": "b", "because": "Law."}
    found = one_judgement(a_schema("a", "b"), a_schema("b"), merge)
    assert (found.bump, found.annotations, found.labels) == ("major", "map", ("a", "b"))
    recode = {"change": "recode", "from": "a", "to": "b", "because": "Law."}
    new = a_schema(a_label("b", definition="What a means."))
    found = one_judgement(a_schema("a"), new, recode)
    assert (found.bump, found.annotations, found.because) == ("major", "map", "Law.")


@pytest.mark.parametrize(
    ("residual", "step", "bump", "annotations", "labels"),
    [
        (None, None, "minor", "undecided", ("b",)),
        ("a", None, "major", "undecided", ("b",)),
        ("a", {"review": ["a"]}, "minor", "review", ("a",)),
        ("a", {"review": []}, "minor", "keep", ()),
        (None, {"review": ["a"]}, "minor", "review", ("a",)),
    ],
)
def test_a_new_label_is_not_harmless(
    residual: str | None,
    step: dict[str, Any] | None,
    bump: str,
    annotations: str,
    labels: tuple[str, ...],
) -> None:
    steps = [{"change": "add", "to": "b", **step}] if step else []
    old, new = a_task("a", residual=residual), a_task("a", "b", residual=residual)
    found = one_judgement(a_schema(old), a_schema(new), *steps)
    assert (found.bump, found.annotations, found.labels) == (bump, annotations, labels)
    assert found.declared is (step is not None)


def test_a_label_that_is_gone_without_a_step_is_undecided() -> None:
    found = judged(a_schema("a", "b"), a_schema("b"))
    assert found.minimum_bump == "major"
    assert [(j.annotations, j.declared) for j in found.judgements] == [("undecided", False)]
