"""Notes that the tool keeps for itself in a checkout: a text under a key, or nothing at all."""

import hashlib
from pathlib import Path

from schemactl.files.tree import write_file
from schemactl.workspace import Workspace

_IGNORE = b"*\n"


def note_path(workspace: Workspace, name: str) -> Path:
    """Return where the note of that name is kept."""
    return workspace.private / "cache" / f"{name}.json"


def read_note(workspace: Workspace, name: str, key: str | None) -> bytes | None:
    """Return what was kept under the key; None where that is another one, or damaged."""
    try:
        stored, digest, content = note_path(workspace, name).read_bytes().split(b"\n", 2)
    except (OSError, ValueError):
        return None
    is_whole = digest == hashlib.sha256(content).hexdigest().encode()
    return content if key is not None and stored == key.encode() and is_whole else None


def write_note(workspace: Workspace, name: str, key: str, content: bytes) -> None:
    """Keep a content under a key, where git never sees it. Raises OSError where that fails."""
    ignore = workspace.private / ".gitignore"
    if not ignore.exists():
        write_file(ignore, _IGNORE)
    digest = hashlib.sha256(content).hexdigest()
    write_file(note_path(workspace, name), b"\n".join([key.encode(), digest.encode(), content]))
