"""Inspection of the built site: the content security policy, and what must not be in it."""

import base64
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

_SCRIPT = re.compile(rb"<script([^>]*)>(.*?)</script>", re.DOTALL)
_MAY_BE_ATTRIBUTE = re.compile(rb"[\s\"'/](?:on[a-z]+|style)\s*=", re.IGNORECASE)
_TAG = re.compile(rb"<[a-zA-Z](?:[^>\"']|\"[^\"]*\"|'[^']*')*>")
_QUOTED = re.compile(rb"\"[^\"]*\"|'[^']*'")
_LOADS = re.compile(
    rb"<(?:script|img|iframe|source|audio|video|object|embed|use|image|link)\b[^>]*?"
    rb"\s(?:src|href|srcset|data|poster)\s*=\s*[\"']?\s*(?:https?:)?//[^>]*>",
    re.IGNORECASE,
)
# A browser does not fetch these; they say where a page has its place.
_NOT_LOADED = re.compile(rb"rel=[\"']?(?:canonical|prev|next|alternate)\b")
_CODE_TYPES = (b"text/javascript", b"module", b"application/javascript")


def inspect(site: Path) -> Iterator[str]:
    """Yield what a strict policy would block or what would leave the origin, page by page."""
    for path in _html_files(site):
        content = path.read_bytes()
        shown = path.relative_to(site).as_posix()
        if _MAY_BE_ATTRIBUTE.search(content):
            yield from (f"{shown}: {found}" for found in _attributes(content))
        for match in _LOADS.finditer(content):
            if not _NOT_LOADED.search(match.group()):
                yield f"{shown}: loads from elsewhere: {match.group().decode('utf-8', 'replace')}"


def _attributes(content: bytes) -> Iterator[str]:
    without_scripts = _SCRIPT.sub(b"", content)
    for tag in _TAG.finditer(without_scripts):
        names = _QUOTED.sub(b'""', tag.group())
        if found := _MAY_BE_ATTRIBUTE.search(names):
            name = found.group().strip(b" \t\r\n\"'/=").decode()
            yield f"attribute {name} in {tag.group()[:80].decode('utf-8', 'replace')}"


def policy(site: Path) -> str:
    """Return the value of a Content-Security-Policy header that this site works under."""
    hashes: set[str] = set()
    for path in _html_files(site):
        for attributes, body in _SCRIPT.findall(path.read_bytes()):
            if body.strip() and _is_code(attributes):
                digest = hashlib.sha256(body).digest()
                hashes.add(f"'sha256-{base64.b64encode(digest).decode()}'")
    directives = [
        "default-src 'none'",
        " ".join(["script-src 'self'", *sorted(hashes)]),
        "style-src 'self'",
        "img-src 'self' data:",
        "media-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    ]
    return "; ".join(directives) + "\n"


def _is_code(attributes: bytes) -> bool:
    if b"src=" in attributes:
        return False
    kind = re.search(rb"type=[\"']?([\w/+-]+)", attributes)
    return kind is None or kind.group(1) in _CODE_TYPES


def _html_files(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))
