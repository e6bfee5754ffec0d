"""Shingles: the pieces of a text by which near-duplicates are found, and MinHash over them.

Broder (1997), "On the resemblance and containment of documents": the share of equal minima of
random permutations estimates the Jaccard index of two sets. The minima are put together in bands,
so that texts whose index is 0.8 share a band in 9,998 of 10,000 cases; what shares one is compared
exactly.
"""

import re

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]

# Texts of which four fifths of the shingles are the same are near-duplicates: the bound of Lee et
# al. (2022), "Deduplicating training data makes language models better".
NEAR = 0.8

_LENGTH = 5
_BANDS, _ROWS = 16, 4
_BETWEEN = re.compile(r"[\W_]+")
# Odd multipliers and summands of a fixed random state: the same texts share bands everywhere.
_RANDOM = np.random.Generator(np.random.PCG64(20261120))
_FACTORS = _RANDOM.integers(0, 2**63, _BANDS * _ROWS, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
_SUMMANDS = _RANDOM.integers(0, 2**63, _BANDS * _ROWS, dtype=np.uint64)
_POWERS = np.array([0x9E3779B97F4A7C15 ** (k + 1) % 2**64 for k in range(_LENGTH)], dtype=np.uint64)
_TURN = np.uint64(31)


def plain(text: str) -> str:
    """Return the words of a text in lower case with one blank between them."""
    return _BETWEEN.sub(" ", text).strip().casefold()


def shingles(text: str) -> Hashes:
    """Return the hashes of all stretches of five characters of a plain text, each once, in order.

    A shorter text is one stretch.
    """
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    points = points.astype(np.uint64) + np.uint64(1)
    if len(points) < _LENGTH:
        points = np.concatenate([points, np.zeros(_LENGTH - len(points), dtype=np.uint64)])
    count = len(points) - _LENGTH + 1
    found: Hashes = points[:count] * _POWERS[0]
    for place in range(1, _LENGTH):
        found += points[place : place + count] * _POWERS[place]
    found = _mixed(found)
    found.sort()
    distinct: Hashes = found[np.concatenate([[True], found[1:] != found[:-1]])]
    return distinct


def bands(found: Hashes) -> NDArray[np.int64]:
    """Return a key per band of the minima over some shingles; bands never share a key by place."""
    # A row per permutation: its numbers stand side by side.
    minima = (_FACTORS[:, np.newaxis] * found + _SUMMANDS[:, np.newaxis]).min(axis=1)
    rows = minima.reshape(_BANDS, _ROWS)
    keys = np.arange(1, _BANDS + 1, dtype=np.uint64) * _POWERS[0]
    for column in range(_ROWS):
        keys = _mixed(keys ^ rows[:, column])
    signed: NDArray[np.int64] = keys.view(np.int64)
    return signed


def likeness(one: Hashes, other: Hashes) -> float:
    """Return the Jaccard index of two sets of shingles: what they share over all they have."""
    shared = len(np.intersect1d(one, other, assume_unique=True))
    return shared / (len(one) + len(other) - shared)


def _mixed(values: Hashes) -> Hashes:
    """Spread the bits of values, so that alike ones differ in all: multiply and fold, twice."""
    values = (values ^ (values >> _TURN)) * _POWERS[1]
    values = (values ^ (values >> _TURN)) * _POWERS[2]
    mixed: Hashes = values ^ (values >> _TURN)
    return mixed
