"""Label counts: how often one label was right, wrong and missed, and the shares that follow.

Precision TP / (TP + FP), recall TP / (TP + FN) and their harmonic mean F1 = 2 TP / (2 TP + FP + FN)
are those of van Rijsbergen, "Information Retrieval" (1979), chapter 7. The expected calibration
error is that of Naeini, Cooper and Hauskrecht, "Obtaining well calibrated probabilities using
Bayesian binning" (2015): over ten bins of equal width, the mean distance between the share of
right predictions and their mean confidence, weighted by their number.
"""

from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

from schemactl.model.evaluation import ConfidenceBin, LabelScore

_BINS = 10
_PLACES = Decimal("0.000001")


class LabelCount:
    """How often one label was right, wrong and missed, and how sure the model was of it."""

    def __init__(self) -> None:
        self.right = self.wrong = self.missed = 0
        # Exact fractions: sums of floats would depend on the order of the files.
        self.bins: dict[int, tuple[int, Fraction, int]] = {}

    @property
    def is_used(self) -> bool:
        """Whether the label was predicted, or was there."""
        return bool(self.right or self.wrong or self.missed)

    def add(self, is_right: bool, is_predicted: bool, confidence: float | None) -> None:
        """Count a label that is right, predicted, or both."""
        self.right += is_right and is_predicted
        self.wrong += is_predicted and not is_right
        self.missed += is_right and not is_predicted
        if is_predicted and confidence is not None:
            place = min(int(Fraction(str(confidence)) * _BINS), _BINS - 1)
            count, total, correct = self.bins.get(place, (0, Fraction(0), 0))
            self.bins[place] = (count + 1, total + Fraction(str(confidence)), correct + is_right)

    def score(self) -> LabelScore:
        """Return the counts with the shares that follow."""
        return LabelScore(
            right=self.right,
            wrong=self.wrong,
            missed=self.missed,
            precision=_share(self.right, self.right + self.wrong),
            recall=_share(self.right, self.right + self.missed),
            f1=_share(2 * self.right, 2 * self.right + self.wrong + self.missed),
            calibration_error=self._error(),
            bins=tuple(
                ConfidenceBin(
                    least=_decimal(Fraction(place, _BINS)),
                    count=count,
                    confidence=_decimal(total / count),
                    correct=correct,
                )
                for place, (count, total, correct) in sorted(self.bins.items())
            ),
        )

    def _error(self) -> str | None:
        number = sum(count for count, _, _ in self.bins.values())
        if not number:
            return None
        # A bin's share times the distance of its two means: the counts cancel.
        apart = (abs(correct - total) for _, total, correct in self.bins.values())
        return _decimal(sum(apart, Fraction(0)) / number)


def _share(part: int, whole: int) -> str | None:
    return _decimal(Fraction(part, whole)) if whole else None


def _decimal(value: Fraction) -> str:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return format(exact.quantize(_PLACES, ROUND_HALF_EVEN).normalize(), "f")
