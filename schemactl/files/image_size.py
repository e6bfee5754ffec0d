"""The size of a picture, from the first bytes of a PNG or JPEG file."""

import struct
from pathlib import Path
from typing import BinaryIO, NamedTuple

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8"
# Frames of JPEG (ITU T.81, table B.1): SOF0 to SOF15 without DHT, JPG and DAC.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
_MOST_SEGMENTS = 1000
_HEAD = 24
_PAIR = 2
_FRAME = 5
_MARK = 0xFF


class Size(NamedTuple):
    """Width and height in pixels, as stored: a turn that Exif asks for is not made."""

    width: int
    height: int


def image_size(path: Path) -> Size | None:
    """Return the size; None where the file is no PNG or JPEG, or breaks off before."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
        if head.startswith(_PNG) and head[12:16] == b"IHDR" and len(head) == _HEAD:
            return Size(*struct.unpack(">II", head[16:_HEAD]))
        if head.startswith(_JPEG):
            file.seek(len(_JPEG))
            return _jpeg_size(file)
    return None


def _jpeg_size(file: BinaryIO) -> Size | None:
    for _ in range(_MOST_SEGMENTS):
        mark = file.read(2)
        while mark == b"\xff\xff":
            # Any number of bytes may fill the space before a marker.
            mark = mark[1:] + file.read(1)
        if len(mark) < _PAIR or mark[0] != _MARK:
            return None
        if mark[1] in _ALONE:
            continue
        length = file.read(2)
        if len(length) < _PAIR:
            return None
        if mark[1] in _FRAMES:
            frame = file.read(_FRAME)
            if len(frame) < _FRAME:
                return None
            height, width = struct.unpack(">HH", frame[1:])
            return Size(width, height)
        file.seek(max(0, int.from_bytes(length, "big") - 2), 1)
    return None
