"""What data of COCO is known by."""

import re
from pathlib import Path

from schemactl.files.dataset import BOM

_FIRST = re.compile(rb'\s*\{\s*"(info|licenses|images|annotations|categories|type)"\s*:')
_LIST = re.compile(rb'"(images|annotations|categories)"\s*:\s*\[\s*[\]{]')
_KEYS = (b'"file_name"', b'"category_id"', b'"image_id"', b'"supercategory"')


def recognise(path: Path, head: bytes) -> bool:
    """Tell by the keys of the outermost object, and by those that its lists hold."""
    del path
    head = head.removeprefix(BOM)
    if not _FIRST.match(head):
        return False
    lists = set(_LIST.findall(head))
    # A long table of categories may be all that the head shows.
    is_named = b"categories" in lists and b'"name"' in head
    return len(lists) > 1 or is_named or (bool(lists) and any(key in head for key in _KEYS))
