"""What data of tab-separated tables is known by."""

from pathlib import Path


def recognise(path: Path, head: bytes) -> bool:
    """Tell by the name, or by a tab in the first line of a text file."""
    if path.suffix.lower() in (".tsv", ".tab"):
        return True
    return path.suffix == ".txt" and b"\t" in head.split(b"\n", 1)[0]
