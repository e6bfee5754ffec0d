"""What data of spaCy is known by."""

import zlib
from pathlib import Path

_HEAD = 256
_ZLIB = 0x78


def recognise(path: Path, head: bytes) -> bool:
    """Tell by what stands at the beginning of the packed bytes."""
    del path
    if head[:1] != bytes([_ZLIB]):
        return False
    try:
        unpacked = zlib.decompressobj().decompress(head, _HEAD)
    except zlib.error:
        return False
    return b"attrs" in unpacked and b"version" in unpacked
