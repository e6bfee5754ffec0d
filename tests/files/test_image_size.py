"""Tests of the size of a picture."""

import struct
from pathlib import Path

import pytest

from schemactl.files.image_size import image_size

PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + struct.pack(">II", 640, 480)
FRAME = b"\xff\xc2\x00\x11\x08" + struct.pack(">HH", 480, 640)
COMMENT = b"\xff\xfe\x00\x06abcd"


@pytest.mark.parametrize(
    ("content", "size"),
    [
        (PNG, (640, 480)),
        (b"\xff\xd8" + COMMENT + FRAME, (640, 480)),
        (b"\xff\xd8" + COMMENT + b"\xff\xff" + FRAME, (640, 480)),
        (b"\xff\xd8\xff\xd0" + FRAME, (640, 480)),
        (b"\xff\xd8" + COMMENT + FRAME[:7], None),
        (b"\xff\xd8\xff", None),
        (b"\xff\xd8\xff\xfe\x00", None),
        (b"\xff\xd8ab", None),
        (PNG[:20], None),
        (b"GIF89a", None),
    ],
)
def test_the_first_bytes_tell_it(
    tmp_path: Path, content: bytes, size: tuple[int, int] | None
) -> None:
    path = tmp_path / "a"
    path.write_bytes(content)
    assert image_size(path) == size
