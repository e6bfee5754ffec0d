"""What data of CSV is known by."""

from pathlib import Path

_SUFFIXES = {".csv", ".tsv", ".tab"}


def recognise(path: Path, head: bytes) -> bool:
    """Tell by the name, or by a comma in the first line of a file of another name."""
    if path.suffix.lower() in _SUFFIXES:
        return path.suffix.lower() == ".csv"
    first = head.split(b"\n", 1)[0]
    return path.suffix == ".txt" and b"," in first and b"\t" not in first
