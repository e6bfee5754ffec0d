"""Pictures and sounds: sizes read from the first bytes, and which SVG is safe to show."""

import hashlib
import re
import struct
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

PICTURE_ENDINGS = frozenset([".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg"])
SOUND_ENDINGS = frozenset([".mp3", ".wav", ".ogg", ".oga", ".flac", ".m4a", ".opus"])

_SVG_ELEMENTS = frozenset(
    [
        *("svg", "g", "defs", "title", "desc", "path", "rect", "circle", "ellipse", "line"),
        *("polyline", "polygon", "text", "tspan", "clipPath", "linearGradient"),
        *("radialGradient", "stop", "use", "symbol", "marker", "mask", "pattern"),
    ]
)
_LENGTH = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?)(?:px)?\s*\Z")
_VIEW_BOX = re.compile(
    r"\s*[\d.-]+[\s,]+[\d.-]+[\s,]+([\d]+(?:\.\d+)?)[\s,]+([\d]+(?:\.\d+)?)\s*\Z"
)
_SVG_REFERENCE = re.compile(r"\s*url\(\s*#[\w.-]+\s*\)\s*\Z")

# Pattern of the first bytes, form of width and height, the bits that count, what is added.
_HEADERS = (
    (re.compile(rb"\x89PNG\r\n\x1a\n.{8}(.{8})", re.DOTALL), ">II", -1, 0),
    (re.compile(rb"GIF8[79]a(.{4})", re.DOTALL), "<HH", -1, 0),
    (re.compile(rb"RIFF.{4}WEBPVP8 .{10}(.{4})", re.DOTALL), "<HH", 0x3FFF, 0),
)
_VP8L = re.compile(rb"RIFF.{4}WEBPVP8L.{5}(.{4})", re.DOTALL)
_VP8X = re.compile(rb"RIFF.{4}WEBPVP8X.{8}(.{3})(.{3})", re.DOTALL)
_MARKER = 0xFF
_SHORTEST_SEGMENT = 2
_START_OF_FRAME = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


class Asset(NamedTuple):
    """A file that a page shows: where it lies, its name in the site, its size in pixels."""

    file: Path
    name: str
    width: float | None = None
    height: float | None = None
    is_shown: bool = True


def read_asset(file: Path) -> Asset:
    """Read what a page needs to know of a file; its name in the site is the start of its hash."""
    content = file.read_bytes()
    ending = file.suffix.lower()
    name = f"{hashlib.sha256(content).hexdigest()[:16]}{ending}"
    if ending in SOUND_ENDINGS:
        return Asset(file, name)
    if ending not in PICTURE_ENDINGS or (ending == ".svg" and not is_safe_svg(content)):
        return Asset(file, name, is_shown=False)
    size = size_of(content)
    return Asset(file, name, *size) if size else Asset(file, name)


def size_of(content: bytes) -> tuple[float, float] | None:
    """Return width and height of a PNG, GIF, JPEG, WebP or SVG, or None."""
    if content.startswith(b"\xff\xd8"):
        return _jpeg_size(content)
    for pattern, form, mask, added in _HEADERS:
        if match := pattern.match(content):
            width, height = struct.unpack(form, match.group(1))
            return float((width & mask) + added), float((height & mask) + added)
    if match := _VP8L.match(content):
        bits = int.from_bytes(match.group(1), "little")
        return float((bits & 0x3FFF) + 1), float((bits >> 14 & 0x3FFF) + 1)
    if match := _VP8X.match(content):
        width, height = (int.from_bytes(side, "little") + 1 for side in match.groups())
        return float(width), float(height)
    return _svg_size(content)


def _jpeg_size(content: bytes) -> tuple[float, float] | None:
    position = 2
    try:
        while True:
            start, marker, length = struct.unpack_from(">BBH", content, position)
            if start != _MARKER or length < _SHORTEST_SEGMENT:
                return None
            if marker in _START_OF_FRAME:
                height, width = struct.unpack_from(">HH", content, position + 5)
                return float(width), float(height)
            position += 2 + length
    except struct.error:
        return None


def _svg_size(content: bytes) -> tuple[float, float] | None:
    root = _svg_root(content)
    if root is None:
        return None
    sides = [_LENGTH.match(root.get(side, "")) for side in ("width", "height")]
    if sides[0] and sides[1]:
        return float(sides[0].group(1)), float(sides[1].group(1))
    box = _VIEW_BOX.match(root.get("viewBox", ""))
    return (float(box.group(1)), float(box.group(2))) if box else None


def is_safe_svg(content: bytes) -> bool:
    """Tell whether an SVG only draws: no script, no handler, no style, nothing from outside."""
    root = _svg_root(content)
    return root is not None and all(_only_draws(element) for element in root.iter())


def _svg_root(content: bytes) -> "Element | None":
    # Entities could grow without bound, and another encoding could hide them.
    if b"<!" in content.replace(b"<!--", b"") or b"<svg" not in content[:4096]:
        return None
    from xml.etree import ElementTree

    try:
        content.decode("utf-8")
        return ElementTree.fromstring(content)
    except (UnicodeDecodeError, ElementTree.ParseError, ValueError, LookupError):
        return None


def _only_draws(element: "Element") -> bool:
    namespace, _, name = element.tag.rpartition("}")
    if namespace not in ("", "{http://www.w3.org/2000/svg") or name not in _SVG_ELEMENTS:
        return False
    for attribute, value in element.attrib.items():
        local = attribute.rpartition("}")[2].lower()
        if local.startswith("on") or local == "style":
            return False
        if local == "href" and not value.startswith("#"):
            return False
        if "url(" in value.lower() and not _SVG_REFERENCE.match(value):
            return False
    return True
