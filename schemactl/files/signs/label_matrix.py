"""What data of label matrices is known by."""

from pathlib import Path

from schemactl.files.dataset import BOM
from schemactl.files.matrix import NUMPY
from schemactl.files.signs import csv

_FEWEST = 2


def recognise(path: Path, head: bytes) -> bool:
    """Tell by NumPy's mark, or by cells that are all whole numbers from -1, with a -1 among them.

    The first column may hold something else: the names of the items.
    """
    if head.startswith(NUMPY):
        return True
    if not csv.recognise(path, head):
        return False
    rows = [line.strip().split(b",") for line in head.removeprefix(BOM).splitlines()[1:]]
    cells = [cell for row in rows for cell in row[1:]]
    widths = {len(row) for row in rows}
    return (
        len(widths) == 1
        and min(widths) > _FEWEST
        and b"-1" in cells
        and all(cell == b"-1" or cell.isdigit() for cell in cells)
    )
