"""Label counts: shares in six places, sums that no order changes, and nothing where nothing is."""

from schemactl.data.label_count import LabelCount
from schemactl.model.evaluation import LabelScore


def test_nothing_has_no_shares() -> None:
    count = LabelCount()
    assert not count.is_used
    assert count.score() == LabelScore()


def test_shares_are_rounded_half_to_even() -> None:
    count = LabelCount()
    for is_right in [True] * 2 + [False]:
        count.add(is_right, True, None)
    assert count.score().precision == "0.666667"
    assert count.score().bins == ()


def test_sums_are_exact_and_the_surest_stand_in_the_last_bin() -> None:
    count = LabelCount()
    for confidence in (0.1, 0.1, 0.1, 1.0):
        count.add(False, True, confidence)
    low, high = count.score().bins
    assert (low.least, low.confidence, high.least) == ("0.1", "0.1", "0.9")
    assert count.score().calibration_error == "0.325"
