"""Tests of statistics as text."""

import pytest

from schemactl.cli.stats_text import bar, stats_lines
from schemactl.data.statistics.drift import drift


@pytest.mark.parametrize(
    ("count", "drawn"), [(0, ""), (30, "█" * 30), (15, "█" * 15), (0.125, "▏"), (1.5, "█▌")]
)
def test_bars_are_as_long_as_their_share(count: float, drawn: str) -> None:
    assert bar(count, 30) == drawn.ljust(30)
    assert bar(0, 0) == " " * 30


def test_the_report_says_what_there_is() -> None:
    answers = {"values": {"5": 1}, "labels": {"good": 3, "bad": 0}}
    found = {
        "counts": {
            "annotations": 4,
            "tasks": {
                "mood": {"annotations": 4, "none": 1, "unanswered": 2, **answers},
                "topics": {"annotations": 0},
            },
            **{"annotators": {"ann": 4}, "batches": {}, "schemas": {}, "guidelines": {}},
            **{"origins": {}, "statuses": {"final": 4}},
            "shares": {"unsure": 0.25, "followed": None},
        },
        "items": {"items": 3, "unlabeled": 1, "unlabeled_items": ["i3"]},
        "balance": {
            "mood": {
                **{"entropy_bits": 0.0, "effective_classes": 1.0, "imbalance_ratio": 1.0},
                "starved": {"bad": 0},
            }
        },
        "cooccurrence": {"mood": [{"labels": ["bad", "good"], "count": 2, "share": 0.5}]},
        "versions": [{"from": "s@1.0.0", "to": "s@2.0.0", "task": "mood", **moved()}],
        "drift": {"mood": moved()},
        "slice_drift": {"de": {"mood": moved()}},
        "slices": {
            "slices": {
                "de": {
                    **{"annotations": 2, "shares": {"unsure": 0.5, "model": 0.0}},
                    "items": {"items": 2, "unlabeled": 1},
                    "labels": {"mood": {"good": 2}},
                    "balance": {"mood": {"starved": {"bad": 0}}},
                    "cooccurrence": {"mood": [{"labels": ["bad", "good"], "count": 1}]},
                    "leakage": [{"label": "good", "in": "text", "count": 1, "share": 0.5}],
                }
            },
            "empty": [{"slice": "de", "task": "mood", "label": "bad"}],
        },
        "leakage": [
            {"task": "mood", "label": "good", "in": "text", "count": 2, "share": 0.5},
            {"task": "mood", "label": "bad", "in": "text", "count": 1, "share": 0.0099},
        ],
        "predictors": [{"task": "mood", "column": "src", "accuracy": 0.9, "guessing": 0.5}],
        "functions": {"lf": {"answers": 1, "coverage": 1.0, "overlap": 0.5, "conflict": 0.0}},
        "unknown_labels": {"goood": 2},
    }
    assert [line.rstrip() for line in stats_lines(found)] == [
        "4 annotations of 3 items",
        "  1 items have no answer: i3",
        "  unknown labels: goood 2",
        "  shares: unsure 25.0%",
        "",
        "task mood: 4 annotations",
        "  good  ██████████████████████████████ 3",
        "       5  ██████████████████████████████ 1",
        "  1 answers that nothing applies",
        "  2 skipped or left open",
        "  entropy 0.00 bits, 1.0 effective classes, largest over smallest 1.0",
        "  starved: bad 0",
        "",
        "tasks without annotations: topics",
        "annotators: ann 4",
        "statuses: final 4",
        "together in task mood: bad + good 2",
        "slice de: 2 annotations of 2 items, 1 without an answer, unsure 50.0%",
        "  mood: good 2",
        "    starved: bad 0",
        "  together: bad + good 1",
        "  leak: good stands in the text of 50.0% of its items (1)",
        "  empty cells: de x bad",
        "leak: good stands in the text of 50.0% of its items (2)",
        "leak: column src alone tells mood in 90.0% of items held out (guessing: 50.0%)",
        "function lf: coverage 100.0%, overlap 50.0%, conflict 0.0%",
        "drift, s@1.0.0 -> s@2.0.0, task mood: PSI 0.2747, total variation 0.250, Cramer's V 0.258",
        "  bad: 25.0% -> 50.0%",
        "  good: 75.0% -> 50.0%",
        "drift, task mood: PSI 0.2747, total variation 0.250, Cramer's V 0.258",
        "  bad: 25.0% -> 50.0%",
        "  good: 75.0% -> 50.0%",
        "drift, slice de, task mood: PSI 0.2747, total variation 0.250, Cramer's V 0.258",
        "  bad: 25.0% -> 50.0%",
        "  good: 75.0% -> 50.0%",
    ]


def moved() -> dict[str, object]:
    """Return a drift from three of four to half."""
    return dict(drift({"good": 3, "bad": 1}, {"good": 2, "bad": 2}) or {})
