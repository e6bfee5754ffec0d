"""Packed edits: what differs between two MessagePack maps, as edits of the bytes of the first.

Keys stand in one order in both. Lists are compared element by element, bytes in short pieces, so
that an edit holds little beside what changed.
"""

from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import Any

import msgpack

from schemactl.files.rewriting import Splice

_PIECE = 64


def packed_edits(content: bytes, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Splice]:
    """Return the edits that turn the bytes of a map into those of another; `old` is its content.

    Where other software packed the bytes in another way, one edit takes all of them.
    """
    pairs = list(_pieces(old, new))
    if b"".join(before for before, _ in pairs) != content:
        return [Splice(0, len(content), b"".join(after for _, after in pairs))]
    found, at = [], 0
    for before, after in pairs:
        if before != after:
            found.append(Splice(at, at + len(before), after))
        at += len(before)
    return found


def _pieces(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[tuple[bytes, bytes]]:
    packer = msgpack.Packer()
    yield packer.pack_map_header(len(old)), packer.pack_map_header(len(new))
    for key, value in old.items():
        yield (packer.pack(key),) * 2
        yield from zip_longest(_cut(value), _cut(new[key]), fillvalue=b"")


def _cut(value: Any) -> Iterator[bytes]:
    """Yield the packed bytes of a value in pieces."""
    packer = msgpack.Packer()
    if isinstance(value, list):
        yield packer.pack_array_header(len(value))
        yield from map(msgpack.packb, value)
        return
    packed: bytes = packer.pack(value)
    if not isinstance(value, bytes):
        yield packed
        return
    head = len(packed) - len(value)
    yield packed[:head]
    yield from (value[at : at + _PIECE] for at in range(0, len(value), _PIECE))
