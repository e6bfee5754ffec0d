"""Evaluation: how a model did on a test split, label by label, in counts and in decimal text."""

from schemactl.model.identifiers import Digest
from schemactl.model.scalar import Noun


class ConfidenceBin(Noun):
    """Predictions of one label whose confidence is at least `least`, and below the next bin's.

    `confidence` is their mean confidence, `correct` is how many of them are right.
    """

    least: str
    count: int
    confidence: str
    correct: int


class LabelScore(Noun):
    """How often a label was rightly predicted, wrongly predicted, and missed.

    `precision`, `recall` and `f1` are shares from 0 to 1, rounded to six places, and None where
    nothing was predicted, or nothing was there. `calibration_error` is the expected calibration
    error over the bins; None where predictions say no confidence.
    """

    right: int = 0
    wrong: int = 0
    missed: int = 0
    precision: str | None = None
    recall: str | None = None
    f1: str | None = None
    calibration_error: str | None = None
    bins: tuple[ConfidenceBin, ...] = ()


class Evaluation(Noun):
    """A model's answers held against a test split, `dataset`, whose rows have the digest.

    `labels` leads from task to label, `confusion` from task to the label that is right, to the
    predicted one, to the number of items; it has tasks with one answer only, and `nothing` stands
    for no label. `answers` of items were compared; `missing` of them have no prediction, which
    counts as nothing. `undecided` were left out, since annotators did not agree by majority;
    `strangers` are predictions for items that the split has not. `not_scored` are tasks of other
    types.
    """

    dataset: str
    rows: Digest | None = None
    answers: int
    missing: int = 0
    undecided: int = 0
    strangers: int = 0
    labels: dict[str, dict[str, LabelScore]]
    confusion: dict[str, dict[str, dict[str, int]]] = {}
    not_scored: tuple[str, ...] = ()
