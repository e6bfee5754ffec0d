"""Tests of mask."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemactl.model.annotation import Annotation
from schemactl.model.schema import Task
from schemactl.model.task import TaskType
from schemactl.model.tasks import mask
from tests.model.tasks.regions import answer, message, passes, regions

TASK = Task(id="parts", type="mask", inputs=("image",))
THINGS = Task(id="parts", type="mask", inputs=("image",), instances=True)
KIND: TaskType = mask


def drawing(*rows: str, x: int = 0, y: int = 0) -> dict[str, Any]:
    """Return the mask of a picture drawn with # and dots."""
    flat = [row[column] == "#" for column in range(len(rows[0])) for row in rows]
    counts, painted = [0], False
    for pixel in flat:
        if pixel != painted:
            counts.append(0)
            painted = pixel
        counts[-1] += 1
    placed = {"x": x, "y": y} if x or y else {}
    return {"size": [len(rows), len(rows[0])], "counts": counts, **placed}


ROWS = st.lists(st.text("#.", min_size=3, max_size=3), min_size=2, max_size=4)
CORNER = st.integers(0, 2)
DRAWN = st.tuples(
    st.sampled_from("ab"),
    st.builds(lambda rows, x, y: drawing(*rows, x=x, y=y), ROWS, CORNER, CORNER),
)
ANSWERS = st.lists(DRAWN, max_size=4)


@settings(deadline=None)
@given(first=ANSWERS, second=ANSWERS, task=st.sampled_from([TASK, THINGS]))
def test_distance_keeps_the_laws(laws: Any, first: Any, second: Any, task: Task) -> None:
    laws(KIND, task, answer(*first), answer(*second))


def test_distance_is_one_less_the_overlap_of_pixels() -> None:
    one = answer(("a", drawing("##.", "##.")))
    other = answer(("a", drawing(".##", ".##")))
    assert mask.distance(one, other, TASK) == pytest.approx(1 - 2 / 6)
    assert mask.distance(one, [], TASK) == 1
    assert mask.distance([], [Annotation("i")], TASK) == 0


def test_a_cut_out_is_the_same_as_its_whole_picture() -> None:
    whole = drawing("....", "..#.", ".##.")
    assert (
        mask.distance(answer(("a", whole)), answer(("a", drawing(".#", "##", x=1, y=1))), TASK) == 0
    )


def test_compressed_and_listed_counts_are_the_same() -> None:
    listed = {"size": [9, 10], "counts": [6, 1, 40, 4, 5, 4, 5, 4, 21]}
    packed = {"size": [9, 10], "counts": "61X13mN000`0"}
    assert mask.distance(answer(("a", listed)), answer(("a", packed)), TASK) == 0


def test_instances_are_matched_and_parts_of_a_label_united() -> None:
    left, right, both = drawing("#..", "#.."), drawing("..#", "..#"), drawing("#.#", "#.#")
    one, other = answer(("a", left), ("a", right)), answer(("a", both))
    assert mask.distance(one, other, TASK) == 0
    assert mask.distance(one, other, THINGS) == pytest.approx(1 - 0.5 / 2)


def test_labels_count_alike_however_large() -> None:
    one = answer(("sky", drawing("####")), ("bird", drawing("#...", y=1)))
    other = answer(("sky", drawing("####")), ("bird", drawing(".#..", y=1)))
    assert mask.distance(one, other, TASK) == 0.5


GOOD: list[dict[str, Any]] = [
    {"size": [2, 3], "counts": [1, 5]},
    {"size": [3, 2], "counts": [0, 1, 5], "x": 4, "y": 0, "input": "image"},
]


@pytest.mark.parametrize("region", [*GOOD, {"size": [6, 1], "counts": "15"}])
def test_a_good_region_passes_check_and_schema(region: Any) -> None:
    assert passes(KIND, TASK, region)


@pytest.mark.parametrize(
    "region",
    [
        {"size": [2, 3]},
        {"size": [2, 0], "counts": [1, 5]},
        {"size": [2], "counts": [1, 5]},
        {"size": [2, 3], "counts": [1, -5]},
        {"size": [2, 3], "counts": "~"},
        {"size": [2, 3], "counts": [1, 5], "x": -1},
        {"size": [2, 3], "counts": [1, 5], "frame": 0},
        [[0, 1], [1, 1]],
    ],
)
def test_a_bad_region_fails_check_and_schema(region: Any) -> None:
    assert not passes(KIND, TASK, region)


@settings(deadline=None)
@given(region=regions(GOOD))
def test_check_and_schema_agree(region: Any) -> None:
    passes(KIND, TASK, region)


def test_counts_fill_the_size_and_paint_something() -> None:
    short = {"size": [2, 3], "counts": [1, 4]}
    assert message(KIND, TASK, short) == "mask: counts are of 5 pixels, size of 6"
    assert message(KIND, TASK, {"size": [2, 3], "counts": [6]}) == "mask: no pixel is painted"


def test_label_and_region_go_together() -> None:
    assert message(KIND, TASK, None) == "a mask needs {size, counts}"
    assert message(KIND, TASK, GOOD[0], label=None) == "a mask needs a label"


def test_every_pixel_has_one_label() -> None:
    full = answer(("sky", drawing("##", "..")), ("road", drawing("..", "##")))
    assert list(mask.unpainted(full, TASK)) == []
    gaps = answer(("sky", drawing("##", "..")), ("road", drawing(".#", ".#")))
    found = [(p.kind, p.message, p.label) for p in mask.unpainted(gaps, TASK)]
    assert found == [
        ("unpainted-pixels", "1 pixels have no label", None),
        ("repainted-pixels", "1 pixels have several labels", None),
    ]
    twice = answer(("sky", drawing("##")), ("sky", drawing("##")))
    assert list(mask.unpainted(twice, TASK)) == []
