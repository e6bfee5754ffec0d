"""The images of a COCO file: their ids in memory, all else of them in temporary files."""

import mmap
import weakref
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from math import isnan, nan
from struct import Struct
from tempfile import TemporaryFile
from typing import IO, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from schemactl.model.annotation import Content

# So many bytes wait until they are written; fewer are in no file.
_MOST_RECENT = 2**20
# So many images are remembered: annotations of one mostly stand together.
_MOST_KNOWN = 2**12
# Where the name begins, how many bytes it has (-1: there is none), the hash of the item, and both
# sides (not a number: unknown).
_ROW = Struct("=qqqdd")
_COLUMNS = np.dtype([("begin", "q"), ("size", "q"), ("item", "q"), ("sides", "d", 2)])

Places = NDArray[np.int64]


class Image(NamedTuple):
    """A row of the table: a whole number, a text or None as id, and sides in pixels."""

    number: Any
    file: str | None
    width: float | None
    height: float | None


class ImageTable:
    """Images by their ids: 16 bytes of memory each, and several times that where ids are text.

    Names and sides are in files that nobody else sees, of which memory holds what it has room
    for. Of images with the same id the first one counts.
    """

    def __init__(self, images: Iterable[Image] = ()) -> None:
        """Take images; only some of them are in memory at a time."""
        rows, names = _Spill(), _Spill()
        ids, places = array("q"), array("q")
        # Places of images whose ids are text, missing, or longer than 64 bits.
        self._odd: dict[Any, int] = {}
        # Ids that several images have.
        self.repeated: set[Any] = set()
        for place, image in enumerate(images):
            number, file, width, height = image
            try:
                ids.append(number)
                places.append(place)
            except (TypeError, OverflowError):
                if self._odd.setdefault(number, place) != place:
                    self.repeated.add(number)
            name = b"" if file is None else file.encode("utf-8", "surrogatepass")
            size = -1 if file is None else len(name)
            sides = (nan if width is None else width, nan if height is None else height)
            rows.add(_ROW.pack(names.size, size, hash(_item(file, number)), *sides))
            names.add(name)
        self._rows, self._names = rows.finish(), names.finish()
        columns = np.frombuffer(self._rows, _COLUMNS)
        # Of the image at each place the hash of the item, and both sides, NaN where unknown.
        self.items: NDArray[np.int64] = columns["item"]
        self.sides: NDArray[np.float64] = columns["sides"]
        self._sort(np.frombuffer(ids, np.int64), np.frombuffer(places, np.int64))
        self._known: dict[Any, tuple[str, Content]] = {}

    def _sort(self, ids: Places, places: Places) -> None:
        """Keep ids in ascending order, each with its first place."""
        if not (ids[1:] > ids[:-1]).all():
            order = np.argsort(ids, kind="stable")
            ids, places = ids[order], places[order]
            is_first = np.concatenate([[True], ids[1:] != ids[:-1]])
            self.repeated.update(ids[~is_first].tolist())
            ids, places = ids[is_first], places[is_first]
        self._ids, self._places = ids, places
        # One by one these are read faster, and are Python's own numbers.
        self._each_id, self._each_place = ids.data, places.data

    def __len__(self) -> int:
        """Return how many different ids there are."""
        return len(self._ids) + len(self._odd)

    def get(self, number: Any) -> tuple[str, Content] | None:
        """Return the item and what is told of it by the id: a whole number, a text or None."""
        found = self._known.get(number)
        if found is None:
            place = self._place(number)
            if place is None:
                return None
            found = self._read(place, number)
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._known[number] = found
        return found

    def places(self, numbers: Places) -> Places | None:
        """Return the places of images by their ids; None where one is not known."""
        at = np.searchsorted(self._ids, numbers)
        if (at == len(self._ids)).any() or (self._ids[at] != numbers).any():
            return None
        return self._places[at]

    def _place(self, number: Any) -> int | None:
        if type(number) is int:
            at = bisect_left(self._each_id, number)
            if at < len(self._each_id) and self._each_id[at] == number:
                return self._each_place[at]
        return self._odd.get(number)

    def _read(self, place: int, number: Any) -> tuple[str, Content]:
        begin, size, _, width, height = _ROW.unpack_from(self._rows, place * _ROW.size)
        file = None
        if size >= 0:
            file = self._names[begin : begin + size].decode("utf-8", "surrogatepass")
        sides = (None if isnan(width) else width, None if isnan(height) else height)
        return _item(file, number), Content(None, file, *sides)


def _item(file: str | None, number: Any) -> str:
    """Return what annotations of an image are about."""
    return file or str(number)


class _Spill:
    """Bytes one behind the other; where they are many, they are in a file that has no name."""

    def __init__(self) -> None:
        self.size = 0
        self._recent = bytearray()
        self._file: IO[bytes] | None = None

    def add(self, some: bytes) -> None:
        self.size += len(some)
        self._recent += some
        if len(self._recent) >= _MOST_RECENT:
            self._write()

    def _write(self) -> None:
        if self._file is None:
            self._file = TemporaryFile()  # noqa: SIM115 - closed with its owner
            weakref.finalize(self, self._file.close)
        self._file.write(self._recent)
        self._recent = bytearray()

    def finish(self) -> bytes | mmap.mmap:
        """Return all bytes, which are gone with the returned object."""
        if self._file is None:
            return bytes(self._recent)
        self._write()
        with self._file as file:
            file.flush()
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
