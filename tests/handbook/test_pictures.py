"""Tests of pictures."""

import struct
from pathlib import Path

import pytest

from schemactl.handbook.pictures import is_safe_svg, read_asset, size_of

PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + struct.pack(">II", 640, 480)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20">{}</svg>'


@pytest.mark.parametrize(
    ("content", "size"),
    [
        (PNG, (640, 480)),
        (b"GIF89a" + struct.pack("<HH", 7, 5), (7, 5)),
        (b"\xff\xd8\xff\xe0\0\4ab\xff\xc0\0\x11\x08" + struct.pack(">HH", 20, 30), (30, 20)),
        (b"RIFF0000WEBPVP8X" + b"\0" * 8 + b"\x09\0\0\x04\0\0", (10, 5)),
        (b"RIFF0000WEBPVP8L" + b"\0" * 5 + struct.pack("<I", 9 | 4 << 14), (10, 5)),
        (b"RIFF0000WEBPVP8 " + b"\0" * 10 + struct.pack("<HH", 10, 5), (10, 5)),
        (SVG.format("").encode(), (30, 20)),
        (b'<svg width="4px" height="3" viewBox="0 0 9 9"/>', (4, 3)),
        (b"\xff\xd8\xff\xe0", None),
        (b"\xff\xd8ab\0\0", None),
        (b"BM", None),
        (b"", None),
    ],
)
def test_sizes(content: bytes, size: tuple[float, float] | None) -> None:
    assert size_of(content) == size


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<rect onload="x()"/>',
        '<rect style="fill:red"/>',
        '<image href="https://example.org/a.png"/>',
        "<foreignObject/>",
        '<use href="https://example.org/a.svg#b"/>',
        '<rect fill="url(https://example.org/a)"/>',
        '<a href="javascript:x()"/>',
        "<rect",
    ],
)
def test_an_svg_that_does_more_than_draw_is_unsafe(inside: str) -> None:
    assert not is_safe_svg(SVG.format(inside).encode())


def test_an_svg_that_only_draws_is_safe() -> None:
    drawn = '<!-- a --><defs><g id="b"/></defs><use href="#b"/><rect fill="url(#b)" width="1"/>'
    assert is_safe_svg(SVG.format(drawn).encode())


def test_an_svg_with_entities_or_another_encoding_is_unsafe() -> None:
    assert not is_safe_svg(b'<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>')
    assert not is_safe_svg(SVG.format("").encode("utf-16"))
    assert not is_safe_svg(b'<?xml version="1.0" encoding="odd"?>' + SVG.format("").encode())


def test_an_asset_is_named_by_its_content(tmp_path: Path) -> None:
    for name, content in (("a.PNG", PNG), ("b.mp3", b"x"), ("c.html", b"<p>"), ("d.png", b"?")):
        (tmp_path / name).write_bytes(content)
    picture = read_asset(tmp_path / "a.PNG")
    assert (len(picture.name), picture.width, picture.is_shown) == (20, 640, True)
    assert read_asset(tmp_path / "b.mp3").is_shown
    assert not read_asset(tmp_path / "c.html").is_shown
    assert read_asset(tmp_path / "d.png").width is None
