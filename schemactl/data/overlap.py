"""Overlap: how many items two sets of data files share, and how many texts are nearly the same.

Memory is bounded however large the files are: what both may have is found by sorted 64-bit keys,
and read again. Of ten million items in each, keys of two different ones are equal once in 200,000
such comparisons.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from schemactl.data.key_bag import KeyBag, Keys, KeySet
from schemactl.data.reading import DataReader
from schemactl.data.shingles import NEAR, Hashes, bands, likeness, plain, shingles

# So many shingles of the other side are in memory at once: 16 MiB. Whatever is more is compared
# in further rounds.
_MOST_SHINGLES = 2**21
# Texts that share a band are seldom many and never alike; what is more is not looked at.
_MOST_PER_BAND = 64


class Side(NamedTuple):
    """Data files, and what reads them."""

    paths: tuple[Path, ...]
    reader: DataReader


class Shared(NamedTuple):
    """Items on both sides, and texts of the first that the second has too, or nearly so.

    An item is known by its id, and by its text where both sides have texts. Without texts on both
    sides, `texts` is None.
    """

    items: int
    texts: int | None


class _Keys:
    """What one side holds: items, items with their texts, and texts."""

    def __init__(self) -> None:
        self.items, self.placed, self.texts = KeyBag(), KeyBag(), KeyBag()
        self.has_texts = False


def overlap(one: Side, other: Side) -> Shared:
    """Compare the first side with the second. Raises SchemactlError for what cannot be read."""
    first, second = _keys(one), _keys(other)
    if not (first.has_texts and second.has_texts):
        return Shared(len(_shared(first.items, second.items)), None)
    same = _shared(first.texts, second.texts)
    near = _near(one, other, same)
    return Shared(len(_shared(first.placed, second.placed)), len(same) + near)


def _keys(side: Side) -> _Keys:
    found = _Keys()
    for item, text in _items(side):
        found.items.add(_key(item))
        if text is not None:
            found.has_texts = True
            found.texts.add(_key(text))
        found.placed.add(_key(f"{item}\0{text or ''}"))
    return found


def _items(side: Side) -> Iterator[tuple[str, str | None]]:
    """Yield the items of a side with their plain texts, each as often as it is read."""
    for path in side.paths:
        for _, placed in side.reader.read(path):
            for one in placed:
                text = one.content.text if one.content is not None else None
                yield one.annotation.item, plain(text) if text else None


def _key(text: str) -> int:
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little", signed=True)


def _near(one: Side, other: Side, same: KeySet) -> int:
    """Count texts of the first side that the second has nearly so; equal ones are left out."""
    bags = []
    for side in (one, other):
        bag = KeyBag()
        for _, found in _different(side, same):
            bag.append(bands(found))
        bags.append(bag)
    suspect = _shared(*bags)
    if not len(suspect):
        return 0
    near = KeyBag()
    for kept in _candidates(other, same, suspect):
        for key, found in _different(one, same):
            if any(
                likeness(found, candidate) >= NEAR
                for band in _hits(found, suspect)
                for candidate in kept.get(band, ())
            ):
                near.add(key)
    return near.distinct()


def _candidates(side: Side, same: KeySet, suspect: KeySet) -> Iterator[dict[int, list[Hashes]]]:
    """Yield the shingles of texts that may be near one of the other side, by band, in rounds."""
    kept: dict[int, list[Hashes]] = {}
    seen: set[int] = set()
    number = 0
    for key, found in _different(side, same):
        hits = [] if key in seen else _hits(found, suspect)
        if not hits:
            continue
        seen.add(key)
        number += len(found)
        for band in hits:
            few = kept.setdefault(band, [])
            if len(few) < _MOST_PER_BAND:
                few.append(found)
        if number >= _MOST_SHINGLES:
            yield kept
            kept, seen, number = {}, set(), 0
    if kept:
        yield kept


def _different(side: Side, same: KeySet) -> Iterator[tuple[int, Hashes]]:
    """Yield key and shingles of each text that only this side has; repeats in a row once."""
    last: int | None = None
    for _, text in _items(side):
        if text:
            key = _key(text)
            if key != last and key not in same:
                yield key, shingles(text)
            last = key


def _hits(found: Hashes, suspect: KeySet) -> list[int]:
    """Return the bands of some shingles that both sides have."""
    keys = bands(found)
    return [
        int(key) for key, is_hit in zip(keys.tolist(), suspect.which(keys), strict=True) if is_hit
    ]


def _shared(one: KeyBag, other: KeyBag) -> KeySet:
    """Return the keys that both have: two sorted streams, of which one part each is in memory."""
    return KeySet(_common(_parts(one), _parts(other)))


def _parts(bag: KeyBag) -> Iterator[Keys]:
    for part, _ in bag.counted():
        if len(part):
            yield part


def _common(ones: Iterator[Keys], others: Iterator[Keys]) -> Iterator[Keys]:
    one, other = next(ones, None), next(others, None)
    while one is not None and other is not None:
        last = min(one[-1], other[-1])
        ends = [int(np.searchsorted(part, last, "right")) for part in (one, other)]
        yield np.intersect1d(one[: ends[0]], other[: ends[1]], assume_unique=True)
        one, other = one[ends[0] :], other[ends[1] :]
        one = one if len(one) else next(ones, None)
        other = other if len(other) else next(others, None)
