"""Tests of what becomes of the rows of tables of names."""

import pytest

from schemactl.files.heirs import NO_HEIRS, Heirs, Rows, rows_after
from schemactl.files.labels_after import LabelsAfter
from tests.files.datasets.releases import release_of
from tests.files.rewriting_laws import heirs


def rows(
    names: str, after: str, inherited: Heirs
) -> tuple[set[int], dict[int, str], dict[str, int]]:
    """Return what becomes of rows under a release with some labels of a task `box`."""
    found = rows_after(names.split(), LabelsAfter(release_of(box=after.split()).schema), inherited)
    return set(found.kept), dict(found.renamed), dict(found.models)


@pytest.mark.parametrize(
    ("names", "after", "ends", "expected"),
    [
        ("a b", "a c", {}, ({0}, {}, {})),
        ("a b", "a c", {"a": "a", "b": "c"}, ({0}, {1: "c"}, {"c": 1})),
        # Of several that become one label, the first row is its own.
        ("x b y", "c", {"b": "c", "y": "c"}, (set(), {1: "c"}, {"c": 1})),
        ("a b", "a", {"a": "a", "b": "a"}, ({0}, {}, {})),
        # A row of which annotations go to several labels is a model, and leaves.
        ("b", "c d", {"b": "c,d"}, (set(), {}, {"c": 0, "d": 0})),
        ("b", "b d", {"b": "b,d"}, ({0}, {}, {"d": 0})),
        # What both releases call alike may be something else.
        ("a b", "b a", {"a": "b", "b": "a"}, (set(), {0: "b", 1: "a"}, {"b": 0, "a": 1})),
    ],
)
def test_rows_stay_take_a_name_or_leave(
    names: str,
    after: str,
    ends: dict[str, str],
    expected: tuple[set[int], dict[int, str], dict[str, int]],
) -> None:
    assert rows(names, after, heirs("box", **ends)) == expected


def test_a_name_of_several_tasks_leads_to_the_labels_of_all() -> None:
    words = {"box": {"a": "a"}, "tag": {"a": "a"}}
    ends = {("box", "a"): [("box", "b")], ("tag", "a"): [("tag", "c")]}
    both = Heirs(words, ends)
    assert both.of("a") == {("box", "b"), ("tag", "c")}
    assert both.of("b") == set()
    assert rows("a", "b c", both) == (set(), {}, {"b": 0, "c": 0})


def test_without_heirs_names_alone_say_what_stays() -> None:
    after = LabelsAfter(release_of(box=["a"]).schema)
    assert rows_after(["a", "b"], after, NO_HEIRS) == Rows(frozenset({0}), {}, {})
