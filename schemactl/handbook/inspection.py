"""Inspection of the built site: the content security policy, and what must not be in it."""

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

_SCRIPT = re.compile(rb"<script([^>]*)>(.*?)</script>", re.DOTALL)
# A quick look, since most pages have nothing of the kind, and a close one where they may.
# Patterns that begin with letters are 20 times faster than any that begin with a choice.
_MAY_BE_STYLE = re.compile(rb"style\s*=")
_MAY_BE_HANDLER = re.compile(rb"on(?<=[\s\"'/]on)[a-z]+\s*=")
_ATTRIBUTE = re.compile(rb"[\s\"'/](on[a-z]+|style)\s*=", re.IGNORECASE)
_TAG = re.compile(rb"<[a-zA-Z](?:[^>\"']|\"[^\"]*\"|'[^']*')*>")
# The name of a namespace looks like an address, and nothing is loaded from there.
_MAY_LOAD = re.compile(rb"//(?<=[\s\"'=:]//)(?<!xmlns=\"http://)")
_QUOTED = re.compile(rb"\"[^\"]*\"|'[^']*'")
_LOADS = re.compile(
    rb"<(?:script|img|iframe|source|audio|video|object|embed|use|image|link)\b[^>]*?"
    rb"\s(?:src|href|srcset|data|poster)\s*=\s*[\"']?\s*(?:https?:)?//[^>]*>",
)
# A browser does not fetch these; they say where a page has its place.
_NOT_LOADED = re.compile(rb"rel=[\"']?(?:canonical|prev|next|alternate)\b")
_CODE_TYPES = (b"text/javascript", b"module", b"application/javascript")


class Seen(NamedTuple):
    """What a page needs a policy to allow, and what no strict policy could allow."""

    hashes: tuple[str, ...]
    problems: tuple[str, ...]


def look(content: bytes) -> Seen:
    """Read a built page once."""
    return Seen(tuple(sorted(_hashes(content))), tuple(_problems(content)))


def policies(seen: Iterable[Seen], embed_origins: Sequence[str] = ()) -> tuple[str, str]:
    """Return the policy of the site and that of its embedded pages, which tools may show."""
    hashes = {one for page in seen for one in page.hashes}
    embedding = " ".join(["'self'", *embed_origins])
    return _policy(hashes, "'none'"), _policy(set(), embedding)


def _problems(content: bytes) -> Iterator[str]:
    lowered = content.lower()
    may_be_style = b"style" in lowered and _MAY_BE_STYLE.search(lowered)
    if may_be_style or _MAY_BE_HANDLER.search(lowered):
        yield from _attributes(content)
    for match in _LOADS.finditer(lowered) if _MAY_LOAD.search(lowered) else ():
        if not _NOT_LOADED.search(match.group()):
            yield f"loads from elsewhere: {match.group().decode('utf-8', 'replace')}"


def _attributes(content: bytes) -> Iterator[str]:
    without_scripts = _SCRIPT.sub(b"", content)
    for tag in _TAG.finditer(without_scripts):
        names = _QUOTED.sub(b'""', tag.group())
        if found := _ATTRIBUTE.search(names):
            name = found.group(1).decode()
            yield f"attribute {name} in {tag.group()[:80].decode('utf-8', 'replace')}"


def _hashes(content: bytes) -> Iterator[str]:
    for attributes, body in _SCRIPT.findall(content) if b"<script" in content else ():
        if body.strip() and _is_code(attributes):
            digest = hashlib.sha256(body).digest()
            yield f"'sha256-{base64.b64encode(digest).decode()}'"


def _policy(hashes: set[str], frames: str) -> str:
    """Return the value of a Content-Security-Policy header that the site works under."""
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
        f"frame-ancestors {frames}",
    ]
    return "; ".join(directives) + "\n"


def _is_code(attributes: bytes) -> bool:
    if b"src=" in attributes:
        return False
    kind = re.search(rb"type=[\"']?([\w/+-]+)", attributes)
    return kind is None or kind.group(1) in _CODE_TYPES
