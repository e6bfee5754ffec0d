"""What data of CoNLL-U is known by."""

import re
from pathlib import Path

from schemactl.files.conllu_rewriting import COLUMNS
from schemactl.files.dataset import BOM

ID = re.compile(r"(?P<first>[0-9]+)(-(?P<last>[0-9]+)|\.(?P<empty>[0-9]+))?\Z")


def recognise(path: Path, head: bytes) -> bool:
    """Tell by ten columns in the first line that is no comment, the first of them a number."""
    del path
    for line in head.removeprefix(BOM).splitlines():
        if line.strip() and not line.startswith(b"#"):
            cells = line.split(b"\t")
            is_id = ID.match(cells[0].decode("ascii", "replace")) is not None
            return len(cells) == len(COLUMNS) and is_id
    return False
