"""What data of CoNLL is known by."""

from pathlib import Path

from schemactl.files.conll_rewriting import SAYING
from schemactl.files.dataset import BOM
from schemactl.files.tag_sequence import OUTSIDE, is_tag

DOCUMENT = "-DOCSTART-"
_SAMPLE = 1000


def recognise(path: Path, head: bytes) -> bool:
    """Tell by a tag at the end of every line of the first sentences, one of them with a label."""
    del path
    try:
        lines = head.removeprefix(BOM).decode("utf-8").splitlines()
    except UnicodeDecodeError:
        return False
    rows = [cells for line in lines[:_SAMPLE] if not is_comment(line) and (cells := line.split())]
    tags = [cells[-1] for cells in rows if len(cells) > 1 and cells[0] != DOCUMENT]
    is_tagged = len(tags) + sum(cells[0] == DOCUMENT for cells in rows) == len(rows)
    return is_tagged and all(map(is_tag, tags)) and any(tag != OUTSIDE for tag in tags)


def is_comment(line: str) -> bool:
    """Tell a comment from a token that is a hash."""
    cells = line.split()
    is_token = len(cells) > 1 and is_tag(cells[-1])
    return line.startswith("#") and (not is_token or SAYING.match(line) is not None)
