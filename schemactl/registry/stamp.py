"""Stamp: when something is recorded, by whom, and what they say about it and show for it."""

import hashlib
import re
from pathlib import Path
from typing import NamedTuple

from schemactl.errors import SchemactlError
from schemactl.model.identifiers import DATE, DIGEST

_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z\Z")


class Stamp(NamedTuple):
    """When something is recorded, by whom, and what they say about it.

    What is only asserted later, to have been so `as_of` a date, names digests of its evidence.
    """

    at: str | None = None
    actor: str | None = None
    note: str | None = None
    reason: str | None = None
    as_of: str | None = None
    evidence: tuple[str, ...] = ()


def moment(text: str, said: str) -> str:
    """Return a date or a time in UTC, as written. Raises SchemactlError for other texts."""
    if not DATE.match(text) and not _TIME.match(text):
        raise SchemactlError(
            f"{said} {text!r} is no date", "write 2026-11-20 or 2026-11-20T12:00:00Z"
        )
    return text


def digest_of_file(path: Path) -> str:
    """Return the digest of a file's bytes. Raises SchemactlError for a folder."""
    if path.is_dir():
        raise SchemactlError(f"{path} is a folder", "give its digest with --digest sha256:…")
    with path.open("rb") as stream:
        return f"sha256:{hashlib.file_digest(stream, 'sha256').hexdigest()}"


def stated_digest(text: str | None) -> str | None:
    """Return a digest that somebody names, as given. Raises SchemactlError for another text."""
    if text is not None and not DIGEST.match(text):
        raise SchemactlError(
            f"{text[:80]!r} is no digest",
            "write sha256: and 64 hex digits, as sha256sum shows them",
        )
    return text
