"""Mixed keys: one 64-bit key of several hashes, the same for one row as for whole columns.

Each step multiplies by an odd number and folds the upper half onto the lower one, both of which
can be undone: two keys are equal by chance only, about as often as 64-bit hashes are.
"""

import numpy as np

from schemactl.data.key_bag import Keys

# 2**64 divided by the golden ratio, as Knuth has it for multiplicative hashing.
_FACTOR = 0x9E3779B97F4A7C15
_MASK = 2**64 - 1
_HALF = 32
_SIGN = 2**63


def mixed(*hashes: int) -> int:
    """Return the key of hashes, in their order; it fits into 64 bits with a sign."""
    key = 0
    for one in hashes:
        key = (key ^ (one & _MASK)) * _FACTOR & _MASK
        key ^= key >> _HALF
    return (key ^ _SIGN) - _SIGN


def mixed_columns(*hashes: Keys) -> Keys:
    """Return the key of each row; a column of one hash stands for the same one in each."""
    key = np.zeros(1, dtype=np.uint64)
    for one in hashes:
        key = (key ^ one.view(np.uint64)) * np.uint64(_FACTOR)
        key ^= key >> np.uint64(_HALF)
    return key.view(np.int64)
