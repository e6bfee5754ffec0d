"""Locations: where a registered file stood, written without secrets and portably."""

import os
import re
from pathlib import Path

from schemactl.workspace import Workspace

_CREDENTIALS = re.compile(r"(?<=:/)/*[^/@]+@")


def location(workspace: Workspace, path: Path) -> str:
    """Write a path: relative to the root where it is inside, and never with credentials."""
    absolute = Path(os.path.normpath(Path.cwd() / path))
    text = workspace.relative(absolute)
    # Bytes that are no text would not survive canonical JSON.
    text = text.encode("utf-8", "backslashreplace").decode("utf-8")
    return _CREDENTIALS.sub("/", text)
