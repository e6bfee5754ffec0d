"""Likeness: by names, definitions and examples, and the same at every run."""

import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st

from schemactl.diff.likeness import LEAST, Likeness, Words
from schemactl.model.label import Label
from tests.builders import a_label

WORDS = ["account", "bill", "card", "date", "fee", "goods", "late", "paid", "price", "refund"]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)
LABELS = st.builds(
    lambda number, name, definition, text: a_label(
        f"l-{number}", name=name, definition=definition, examples=[{"content": text}]
    ),
    st.integers(0, 99),
    TEXTS,
    TEXTS,
    TEXTS.filter(bool),
)
A_LABEL = a_label("refund", definition="Money back.", examples=[{"content": "Pay me back."}])
HASHED = """
from schemactl.diff.likeness import Likeness, Words
from tests.builders import a_label
one = a_label("a", definition="The bill was paid twice in a late week by card.")
other = a_label("b", definition="A card paid the late bill of the week, and twice the fee.")
both = [Words(one), Words(other)]
print(repr(Likeness(both).score(*both)))
"""


def likeness(one: Label, other: Label, *more: Label) -> float:
    """Return the score of two labels among others."""
    words = [Words(label) for label in (one, other, *more)]
    return Likeness(words).score(words[0], words[1])


def test_a_label_is_as_alike_to_itself_as_can_be() -> None:
    assert likeness(A_LABEL, A_LABEL) == 1


def test_rare_words_count_more_than_common_ones() -> None:
    common = [a_label(f"c{n}", definition="Money back soon.") for n in range(20)]
    whole = a_label("x", definition="Money back soon: chargeback, dispute.")
    rare = a_label("yy", definition="Chargeback, dispute.")
    frequent = a_label("zzz", definition="Money back soon.")
    assert likeness(whole, rare, *common) > likeness(whole, frequent, *common)


def test_what_both_say_counts_and_what_one_leaves_out_does_not() -> None:
    silent = a_label("refunds", definition="")
    assert likeness(A_LABEL, silent) > 0.9


def test_the_same_definition_is_enough() -> None:
    other = a_label("l7", definition="Money back.", examples=[{"content": "Hello there."}])
    assert likeness(A_LABEL, other) == 0.8


def test_examples_alone_are_not_enough() -> None:
    other = a_label("l7", definition="Other.", examples=[{"content": "Pay me back."}])
    assert likeness(A_LABEL, other) == 0


def test_strangers_are_not_alike() -> None:
    assert likeness(A_LABEL, a_label("weather", definition="It rains.")) == 0


@given(LABELS, LABELS, st.lists(LABELS, max_size=3))
def test_it_is_a_share_and_whole_for_the_same_label(
    one: Label, other: Label, more: list[Label]
) -> None:
    score = likeness(one, other, *more)
    assert score == 0 or LEAST <= score <= 1
    assert abs(likeness(one, one, *more) - 1) < 1e-9


def test_the_order_of_sets_is_no_matter() -> None:
    scores = {
        subprocess.run(
            [sys.executable, "-c", HASHED],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(filter(None, sys.path))},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2", "3")
    }
    assert len(scores) == 1
