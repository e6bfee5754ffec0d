"""What data of Label Studio is known by."""

import re
from pathlib import Path

from schemactl.files.dataset import BOM

_START = re.compile(rb"\s*\[?\s*\{")
_DATA = re.compile(rb'"data"\s*:\s*\{')
_RESULTS = re.compile(rb'"(annotations|predictions|drafts)"\s*:\s*\[\s*[\]{]')


def recognise(path: Path, head: bytes) -> bool:
    """Tell by `data` beside annotations, predictions or drafts in a list, or in lines, of tasks."""
    del path
    head = head.removeprefix(BOM)
    is_start = bool(_START.match(head))
    return is_start and bool(_DATA.search(head)) and bool(_RESULTS.search(head))
