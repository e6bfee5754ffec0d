"""Kept texts: a file of texts that stay from build to build, and an index of where each stands.

Texts that are new are added at the end, until so many are there that nobody needs any more that
all are written anew. The index tells the size and time of the file that it is about, so that a
file that was touched, or added to by a build that was cut off, is not taken for it. It begins with
its own digest.
"""

import os
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any, BinaryIO, NamedTuple

import orjson

from schemactl.handbook.file_texts import Piece, whole

_FORMAT = "schemactl-texts-2"
# So much of a file may be texts that nobody needs any more.
_MOST_WASTE = 0.5
# These kinds of texts are the whole of a file, of which it is good to know the digest as well.
PAGE, EMBED = "page", "embed"
_WHOLE = (PAGE, EMBED)

# Where a text begins in the file and how long it is, with its digest if it is the whole of a file;
# or, if it is not there, the text in UTF-8.
Place = list[Any] | bytes


# Texts by their kind.
Texts = dict[str, Place]


class Kept(NamedTuple):
    """Texts by the digest of what they were made of, and the bytes of the file they stand in.

    Where all of these are ASCII, `text` is the same text, of which pieces are taken sooner.
    """

    texts: Mapping[str, Texts]
    whole: bytes = b""
    text: str | None = None

    def text_at(self, place: Place) -> str:
        """Return the text at a place."""
        if isinstance(place, bytes):
            return place.decode()
        at, size = place[:2]
        if self.text is not None:
            return self.text[at : at + size]
        return self.whole[at : at + size].decode()

    def bytes_at(self, place: Place) -> bytes:
        """Return the text at a place in UTF-8."""
        if isinstance(place, bytes):
            return place
        at, size = place[:2]
        return self.whole[at : at + size]

    def piece_at(self, place: Place) -> Piece:
        """Return the text at a place, which is the whole of a file."""
        if isinstance(place, bytes):
            return whole(place)
        return Piece(self.whole, *place)


NOTHING_KEPT = Kept(MappingProxyType({}))


def read_kept(file: Path) -> Kept:
    """Read the texts that a build left; a file that is missing or broken holds none."""
    try:
        digest, _, index = _index(file).read_bytes().partition(b"\n")
        if digest.decode() != sha256(index).hexdigest():
            return NOTHING_KEPT
        said = orjson.loads(index)
        with file.open("rb") as opened:
            if said["format"] != _FORMAT or said["file"] != _stamp(os.fstat(opened.fileno())):
                return NOTHING_KEPT
            whole = opened.read()
        return Kept(said["texts"], whole, whole.decode() if whole.isascii() else None)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return NOTHING_KEPT


def write_kept(file: Path, before: Kept, now: Mapping[str, Texts]) -> None:
    """Keep texts for the next build, of which `before` are in the file."""
    if now == before.texts:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    added = needed = 0
    for texts in now.values():
        for place in texts.values():
            if isinstance(place, bytes):
                added += len(place)
            else:
                needed += place[1]
    needed += added
    if not before.whole or len(before.whole) + added - needed > _MOST_WASTE * needed:
        fresh = file.with_name(f"{file.name}.new")
        with fresh.open("wb") as opened:
            texts = _written(opened, 0, before.whole, now)
        fresh.replace(file)
    else:
        with file.open("ab") as opened:
            texts = _written(opened, len(before.whole), None, now)
    said = orjson.dumps({"format": _FORMAT, "file": _stamp(file.stat()), "texts": texts})
    fresh = _index(file).with_suffix(".new")
    fresh.write_bytes(sha256(said).hexdigest().encode() + b"\n" + said)
    fresh.replace(_index(file))


def _written(
    opened: BinaryIO, at: int, whole: bytes | None, now: Mapping[str, Texts]
) -> dict[str, Any]:
    """Add texts to a file that ends `at`, and say where all are; those of `whole` are added too."""
    found: dict[str, Any] = {}
    new: list[bytes] = []
    for digest, texts in now.items():
        if whole is None and bytes not in map(type, texts.values()):
            found[digest] = texts
            continue
        places: dict[str, Place] = {}
        for kind, place in texts.items():
            if isinstance(place, bytes):
                text = place
            elif whole is not None:
                text = whole[place[0] : place[0] + place[1]]
            else:
                places[kind] = place
                continue
            new.append(text)
            places[kind] = [at, len(text), *_digest(kind, text)]
            at += len(text)
        found[digest] = places
    opened.write(b"".join(new))
    return found


def _digest(kind: str, text: bytes) -> Iterator[str]:
    if kind in _WHOLE:
        yield sha256(text).hexdigest()


def _index(file: Path) -> Path:
    return file.with_name(f"{file.name}.json")


def _stamp(state: os.stat_result) -> list[int]:
    return [state.st_size, state.st_mtime_ns, state.st_ino]
