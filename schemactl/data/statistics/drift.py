"""drift: how far the labels of two sets of annotations are apart."""

import math
from collections.abc import Mapping
from typing import Any

# What a label that one side lacks counts as, since a logarithm needs more than nothing.
_ABSENT = 1e-6


def drift(before: Mapping[str, int], after: Mapping[str, int]) -> dict[str, Any] | None:
    """Compare the counts per label; None where a side has none.

    The population stability index is the symmetric Kullback-Leibler divergence (Jeffreys 1946)
    in nats; the Jensen-Shannon divergence (Lin 1991) is in bits; the total variation distance
    is half the sum of differences of shares; chi-square is Pearson's (1900) over the table of
    both sides, with Cramer's V (1946). `labels` lists the shares that moved most, first.
    """
    labels = sorted({*before, *after})
    one, two = [before.get(label, 0) for label in labels], [after.get(label, 0) for label in labels]
    if not sum(one) or not sum(two):
        return None
    p, q = [n / sum(one) for n in one], [n / sum(two) for n in two]
    pairs = list(zip(p, q, strict=True))
    moved = sorted(zip(labels, p, q, strict=True), key=lambda m: (-abs(m[2] - m[1]), m[0]))
    return {
        "psi": math.fsum((b - a) * math.log((b or _ABSENT) / (a or _ABSENT)) for a, b in pairs),
        "jensen_shannon_bits": math.fsum(
            _half(a, (a + b) / 2) + _half(b, (a + b) / 2) for a, b in pairs
        ),
        "total_variation": math.fsum(abs(a - b) for a, b in pairs) / 2,
        **_chi_square(one, two),
        "labels": [{"label": label, "before": a, "after": b} for label, a, b in moved if a != b],
    }


def _half(share: float, middle: float) -> float:
    return share / 2 * math.log2(share / middle) if share else 0.0


def _chi_square(one: list[int], two: list[int]) -> dict[str, float | int]:
    total, first, second = sum(one) + sum(two), sum(one), sum(two)
    terms = []
    classes = 0
    for a, b in zip(one, two, strict=True):
        if a + b:
            classes += 1
            for found, side in ((a, first), (b, second)):
                expected = (a + b) * side / total
                terms.append((found - expected) ** 2 / expected)
    statistic = math.fsum(terms)
    return {
        "chi_square": statistic,
        "degrees_of_freedom": classes - 1,
        "cramers_v": math.sqrt(statistic / total) if classes > 1 else 0.0,
    }
