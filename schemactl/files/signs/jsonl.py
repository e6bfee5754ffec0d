"""What data of JSON Lines is known by."""

from pathlib import Path

from schemactl.files.dataset import (
    BOM,
)


def recognise(path: Path, head: bytes) -> bool:
    """Tell by the brace that opens the first line."""
    if path.suffix == ".json":
        return False
    return head.removeprefix(BOM).lstrip().startswith(b"{")
