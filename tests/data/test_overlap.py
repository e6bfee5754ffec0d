"""Overlap: what two sets of files share, counted exactly, at bounded memory."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.data import key_bag
from schemactl.data import overlap as module
from schemactl.data.options import DataOptions
from schemactl.data.overlap import Side, overlap
from schemactl.data.reading import DataReader
from tests.data.test_fast_lane import RELEASE

LONG = (
    "The courier left the parcel with a neighbour who does not live in this house any more, and "
    "nobody at the counter was able to tell me where I could pick it up before the weekend."
)


def side(folder: Path, name: str, *rows: dict[str, Any]) -> Side:
    path = folder / name
    path.write_text(
        "".join(json.dumps({"task": "one", "label": "a", **row}) + "\n" for row in rows)
    )
    return Side((path,), DataReader(RELEASE.schema, DataOptions(format="jsonl")))


def test_items_are_known_by_their_ids(tmp_path: Path) -> None:
    one = side(tmp_path, "1.jsonl", {"item": "x"}, {"item": "x"}, {"item": "y"})
    other = side(tmp_path, "2.jsonl", {"item": "y"}, {"item": "z"})
    assert overlap(one, other) == (1, None)
    assert overlap(one, one) == (2, None)


def test_one_id_with_two_texts_is_two_items(tmp_path: Path) -> None:
    one = side(tmp_path, "1.jsonl", {"item": "1", "text": "Late."}, {"item": "2", "text": "Early."})
    other = side(
        tmp_path, "2.jsonl", {"item": "1", "text": "Broken!"}, {"item": "2", "text": "early"}
    )
    assert overlap(one, other) == (1, 1)


def test_texts_that_are_nearly_the_same_are_found_under_other_ids(tmp_path: Path) -> None:
    one = side(
        tmp_path,
        "1.jsonl",
        {"item": "1", "text": LONG},
        {"item": "2", "text": "Where is my refund for the order of last week?"},
        {"item": "3", "text": "THE SAME, BUT LOUD"},
        {"item": "4", "text": ""},
    )
    other = side(
        tmp_path,
        "2.jsonl",
        {"item": "10", "text": LONG.replace("courier", "postman")},
        {"item": "11", "text": LONG.replace("parcel", "letter")},
        {"item": "12", "text": "the same but loud"},
        {"item": "13", "text": "Nothing of this stands on the other side of the comparison."},
    )
    assert overlap(one, other) == (0, 2)


def test_candidates_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [f"{LONG} {word * 3}" for word in ("alpha", "gamma", "delta")]
    one = side(tmp_path, "1.jsonl", *({"item": t[-3:], "text": t} for t in texts))
    other = side(tmp_path, "2.jsonl", *({"item": t[-3:], "text": f"{t}!x"} for t in texts))
    assert overlap(one, other) == (0, 3)
    # In as many rounds as there are texts, the same is found.
    monkeypatch.setattr(module, "_MOST_SHINGLES", 1)
    assert overlap(one, other) == (0, 3)
    monkeypatch.setattr(module, "_MOST_PER_BAND", 0)
    assert overlap(one, other) == (0, 0)


@given(st.lists(st.integers(0, 40)), st.lists(st.integers(0, 40)), st.integers(1, 8))
def test_shared_keys_are_those_of_sets(ones: list[int], others: list[int], most: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(key_bag, "_MOST_IN_MEMORY", most)
        patch.setattr(key_bag, "_STEP", 2)
        bags = key_bag.KeyBag(), key_bag.KeyBag()
        for bag, keys in zip(bags, (ones, others), strict=True):
            for key in keys:
                bag.add(key)
        assert set(module._shared(*bags).keys.tolist()) == set(ones) & set(others)
