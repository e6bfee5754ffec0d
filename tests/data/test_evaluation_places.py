"""Places: which tasks have them, and a matching that no order of lines changes."""

from itertools import permutations
from typing import Any

from schemactl.data.evaluation_places import Compared, Places, is_at_places
from schemactl.data.label_count import LabelCount
from schemactl.data.placed import Placed
from tests.data.test_evaluation import TASKS, box, placed


def test_only_labels_at_places_are_compared_by_place() -> None:
    found = {name: is_at_places(one.taxonomy) for name, one in TASKS.items()}
    assert found == {
        "animal": False, "traits": False, "where": True, "words": True, "stars": False
    }  # fmt: skip


def scores(predicted: tuple[Placed, ...]) -> tuple[Compared, Any]:
    places = Places(TASKS)
    for one in (box("1", "face", 0), box("1", "face", 8), box("1", "face", 90)):
        places.add_right(one)
    places.add_right(placed("where", "1", "face", status="skipped"))
    for one in predicted:
        places.add_predicted(one)
    counts = {"where": {"face": LabelCount(), "hand": LabelCount()}}
    return places.compare(counts), counts["where"]["face"].score()


def test_the_order_of_predictions_does_not_count() -> None:
    said = (
        box("1", "face", 1, confidence=0.5),
        box("1", "face", 7, confidence=0.5),
        box("1", "face", 60, confidence=0.9),
    )
    found = [scores(order) for order in permutations(said)]
    assert all(one == found[0] for one in found)
    compared, score = found[0]
    assert compared == Compared(1, 0, 0, 0)
    assert (score.right, score.wrong, score.missed) == (2, 1, 1)
