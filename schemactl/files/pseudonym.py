"""Pseudonyms: names that stand for people and cannot be led back to them without a key.

A pseudonym is `worker-` and 32 hex digits of HMAC-SHA256 (RFC 2104) of the id under the key: ids
of workers are short and known from elsewhere, so that a hash without a key could be guessed back.
"""

import hashlib
import hmac
import os
import re
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

from schemactl.errors import SchemactlError
from schemactl.files.tree import write_file

VARIABLE = "SCHEMACTL_PSEUDONYM_KEY"
FILE = "pseudonym-key"

_DIGITS = 32
_PSEUDONYM = re.compile(rf"worker-[0-9a-f]{{{_DIGITS}}}\Z")
_SHORTEST = 16
_BYTES = 32


def pseudonym_key(folder: Path | None) -> bytes:
    """Return the key of the environment, else the one in the folder, which is made where it lacks.

    Raises SchemactlError where there is none, or it is too short to keep anything secret.
    """
    key = os.environ.get(VARIABLE)
    named = VARIABLE
    if key is None:
        if folder is None:
            hint = f"set {VARIABLE}, or run it in a label repository"
            raise SchemactlError("there is no key to make pseudonyms of worker ids", hint)
        path = folder / FILE
        named = str(path)
        try:
            if not path.exists():
                _make(path)
            key = path.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            hint = f"check who may read and write {folder}, or set {VARIABLE}"
            raise SchemactlError(f"the key of pseudonyms in {path} cannot be used", hint) from error
    if len(key) < _SHORTEST:
        hint = f"a key has at least {_SHORTEST} characters that nobody guesses"
        raise SchemactlError(f"the key of pseudonyms in {named} is too short", hint)
    return key.encode()


def _make(path: Path) -> None:
    ignore = path.parent / ".gitignore"
    if not ignore.exists():
        write_file(ignore, b"*\n")
    # Whoever links it first has made it; others read that one, and never half of it.
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    work = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(f"{secrets.token_hex(_BYTES)}\n")
        with suppress(FileExistsError):
            path.hardlink_to(work)
    finally:
        work.unlink()


def pseudonym(key: bytes, name: str) -> str:
    """Return what stands for a name; what already is a pseudonym stays."""
    if _PSEUDONYM.match(name):
        return name
    digest = hmac.new(key, name.encode(), hashlib.sha256).hexdigest()
    return f"worker-{digest[:_DIGITS]}"
