"""Tests of the bag of keys."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemactl.data import key_bag
from schemactl.data.key_bag import KeyBag, KeySet

KEYS = st.lists(st.integers(-3, 3) | st.integers(-(2**63), 2**63 - 1), max_size=60)


@settings(deadline=None)
@given(KEYS, st.integers(1, 9), st.integers(0, 2), st.integers(1, 3))
def test_keys_are_sorted_and_counted_wherever_they_wait(
    keys: list[int], in_memory: int, least: int, most: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(key_bag, "_MOST_IN_MEMORY", in_memory)
        patch.setattr(key_bag, "_STEP", 2)
        patch.setattr(key_bag, "_PARTS", 3)
        bag = KeyBag()
        bag.extend(keys[::2])
        bag.append(np.array(keys[1::4], dtype=np.int64))
        for key in keys[3::4]:
            bag.add(key)
        assert [key for part in bag.sorted() for key in part.tolist()] == sorted(keys)
        counted = Counter(keys)
        assert bag.distinct() == len(counted)
        odd = {key for key, count in counted.items() if not least <= count <= most}
        assert bag.counted_outside(least, most).keys.tolist() == sorted(odd)


@given(KEYS, KEYS, st.sampled_from([0, 2**16]))
def test_a_set_knows_its_keys(keys: list[int], asked: list[int], few: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(key_bag, "_FEW", few)
        found = KeySet([np.unique(np.array(keys, dtype=np.int64))])
    assert len(found) == len(set(keys))
    assert found.which(np.array(asked, dtype=np.int64)).tolist() == [
        key in set(keys) for key in asked
    ]
    assert all((key in found) == (key in set(keys)) for key in asked)
