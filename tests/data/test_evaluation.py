"""Evaluation: shares computed by hand, majorities, confidences, and what cannot be compared."""

from typing import Any

import pytest

from schemactl.data.evaluation import evaluate
from schemactl.data.options import DataOptions
from schemactl.data.placed import Placed
from schemactl.data.reading import DataReader
from schemactl.data.spelling import TaskReading
from schemactl.errors import SchemactlError
from schemactl.model.annotation import Annotation
from schemactl.model.evaluation import ConfidenceBin, Evaluation, LabelScore
from schemactl.model.release import ReleasedSchema
from schemactl.model.schema import Scale, Task
from tests.builders import a_task

SCHEMA = ReleasedSchema(
    schemactl=1,
    name="s",
    version="1.0.0",
    tasks=(
        a_task("cat", "dog", "bird", id="animal"),
        a_task("red", "wet", id="traits", choose="any"),
        a_task("face", "hand", id="where", type="box"),
        a_task("name", id="words", type="span"),
        Task(id="stars", type="rating", scale=Scale(min=1, max=5)),
    ),
)
TASKS = DataReader(SCHEMA, DataOptions()).tasks


def placed(task: str, item: str, label: str | None, **said: Any) -> Placed:
    reading: TaskReading = TASKS[task]
    return Placed(Annotation(item, task, label, **said), 1, reading, label != "fish")


def held(right: list[Placed], predicted: list[Placed]) -> Evaluation:
    return evaluate("dataset:test@1", TASKS, right, predicted)


def test_shares_follow_from_counts() -> None:
    # Right: cat cat cat dog dog bird; said: cat cat dog dog cat (nothing).
    truth = ["cat", "cat", "cat", "dog", "dog", "bird"]
    said = ["cat", "cat", "dog", "dog", "cat"]
    right = [placed("animal", str(n), label) for n, label in enumerate(truth)]
    found = held(right, [placed("animal", str(n), label) for n, label in enumerate(said)])
    assert found.labels["animal"] == {
        "cat": LabelScore(
            right=2, wrong=1, missed=1, precision="0.666667", recall="0.666667", f1="0.666667"
        ),
        "dog": LabelScore(right=1, wrong=1, missed=1, precision="0.5", recall="0.5", f1="0.5"),
        "bird": LabelScore(missed=1, recall="0", f1="0"),
    }
    assert found.confusion["animal"] == {
        "bird": {"nothing": 1},
        "cat": {"cat": 2, "dog": 1},
        "dog": {"cat": 1, "dog": 1},
    }
    assert (found.answers, found.missing, found.not_scored) == (6, 1, ("stars",))


def test_several_labels_are_counted_one_by_one() -> None:
    right = [
        placed("traits", "1", "red"),
        placed("traits", "1", "wet"),
        placed("traits", "2", None),
    ]
    found = held(right, [placed("traits", "1", "red"), placed("traits", "2", "wet")])
    assert found.labels["traits"]["red"].f1 == "1"
    wet = found.labels["traits"]["wet"]
    assert (wet.right, wet.wrong, wet.missed, wet.precision, wet.recall) == (0, 1, 1, "0", "0")
    assert found.confusion == {}


def test_what_most_annotators_say_is_right() -> None:
    said: dict[str, list[str | None]] = {
        "1": ["cat", "cat", "dog"],
        "2": ["cat", "dog"],
        "3": [None, None, "dog"],
    }
    right = [
        placed("animal", item, label, annotator=str(n))
        for item, labels in said.items()
        for n, label in enumerate(labels)
    ]
    skipped = placed("animal", "4", "dog", status="skipped")
    found = held([*right, skipped], [placed("animal", "1", "cat"), placed("animal", "9", "dog")])
    assert (found.answers, found.undecided, found.missing, found.strangers) == (2, 1, 1, 1)
    assert found.confusion == {"animal": {"cat": {"cat": 1}, "nothing": {"nothing": 1}}}


def test_calibration_is_the_mean_distance_of_the_bins() -> None:
    # Sure of 0.9 and 0.7 in the highest bins, right in one of two each.
    right = [placed("animal", str(n), label) for n, label in enumerate(["cat", "dog"] * 2)]
    sure = [0.9, 0.9, 0.7, 1.0]
    found = held(
        right, [placed("animal", str(n), "cat", confidence=one) for n, one in enumerate(sure)]
    )
    cat = found.labels["animal"]["cat"]
    # Bin 0.7: one, right: |1 - 0.7|. Bin 0.9: three of 0.9, 0.9, 1.0, one right: |1 - 2.8|.
    assert cat.calibration_error == "0.525"
    assert cat.bins == (
        ConfidenceBin(least="0.7", count=1, confidence="0.7", correct=1),
        ConfidenceBin(least="0.9", count=3, confidence="0.933333", correct=1),
    )


def test_of_several_predictions_for_one_answer_the_surest_counts() -> None:
    right = [placed("animal", "1", "dog")]
    shares = {"cat": 0.2, "dog": 0.5, "bird": 0.3}
    said = [placed("animal", "1", label, confidence=n) for label, n in shares.items()]
    assert held(right, said).confusion == {"animal": {"dog": {"dog": 1}}}
    with pytest.raises(SchemactlError, match="item 1 has 2 predictions for animal"):
        held(right, [placed("animal", "1", "dog"), placed("animal", "1", "cat")])


def test_odd_predictions_are_refused() -> None:
    right = [placed("animal", "1", "dog")]
    with pytest.raises(SchemactlError, match="line 1, item 1: the schema has no label 'fish'"):
        held(right, [placed("animal", "1", "fish")])
    with pytest.raises(SchemactlError, match="confidence 7 is no share"):
        held(right, [placed("animal", "1", "dog", confidence=7)])


def box(item: str, label: str, x: int, **said: Any) -> Placed:
    region = {"x": x, "y": 0, "width": 10, "height": 10}
    return placed("where", item, label, region=region, **said)


def test_boxes_are_right_where_they_cover_one_of_their_label() -> None:
    right = [box("1", "face", 0), box("1", "face", 40), box("1", "hand", 80), box("2", "hand", 0)]
    said = [
        # The surer of two on one face takes it, though the other covers it better.
        box("1", "face", 0, confidence=0.4),
        box("1", "face", 2, confidence=0.9),
        # A third of the hand, and the right place under another label.
        box("1", "hand", 85, confidence=0.8),
        box("1", "hand", 40, confidence=0.8),
        box("9", "hand", 0),
    ]
    found = held(right, said)
    face, hand = (found.labels["where"][label] for label in ("face", "hand"))
    assert (face.right, face.wrong, face.missed) == (1, 1, 1)
    assert (face.precision, face.recall, face.f1) == ("0.5", "0.5", "0.5")
    # |1 - 0.9| and |0 - 0.4| over two.
    assert face.calibration_error == "0.25"
    assert (hand.right, hand.wrong, hand.missed) == (0, 2, 2)
    assert (found.answers, found.missing, found.strangers) == (2, 1, 1)
    assert found.confusion == {}


def test_spans_are_right_where_they_begin_and_end_there() -> None:
    def span(start: int, end: int) -> Placed:
        return placed("words", "1", "name", region={"start": start, "end": end})

    found = held([span(0, 4), span(10, 14)], [span(0, 4), span(10, 15)]).labels["words"]["name"]
    assert (found.right, found.wrong, found.missed) == (1, 1, 1)


def test_places_of_several_annotators_decide_nothing() -> None:
    right = [box("1", "face", 0, annotator="x"), box("1", "face", 0, annotator="y")]
    nothing = placed("where", "2", None, region=None)
    found = held([*right, nothing], [box("1", "face", 0), box("2", "face", 0)])
    assert (found.answers, found.undecided) == (1, 1)
    assert found.labels["where"]["face"] == LabelScore(wrong=1, precision="0", f1="0")
