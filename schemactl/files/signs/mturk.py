"""What data of Mechanical Turk is known by."""

from pathlib import Path

from schemactl.files.dataset import BOM

_KNOWN = {b"HITId", b"AssignmentId", b"WorkerId"}


def recognise(path: Path, head: bytes) -> bool:
    """Tell by the columns that every file of results has."""
    del path
    first = head.removeprefix(BOM).split(b"\n", 1)[0]
    names = {name.strip(b'"\r ') for name in first.split(b",")}
    return names >= _KNOWN and any(name.startswith(b"Answer.") for name in names)
