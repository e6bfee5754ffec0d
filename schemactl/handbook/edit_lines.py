"""Edit lines: where each label begins in the file that people edit, so that a link can open it.

Files are read line by line and not as YAML: a build with thousands of labels would wait for that,
and a link that opens the file without a line is still right. What is not found has no line.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_LINE = re.compile(r"( *)((?:- +)*)(.*)")
_KEY = re.compile(r"""(["']?)([\w-]+)\1 *:(?: +(.*))?\Z""")
_INLINE = re.compile(r"""[{,] *id *: *["']?([^\s,"'}]+)""")
_BARE = re.compile(r"""(["']?)([^\s"'{}\[\]#:&*!|>]+)\1(?: +#.*)?\Z""")
_LABELS, _TASKS = "labels", "tasks"
# Of a key whose text begins on the next line: nothing in it is a key.
_TEXT = "|"

# The task, which is empty where the file names none, and the label.
Address = tuple[str, str]


class Item(NamedTuple):
    """An entry of a list of the file, by the key of the list, its id, and where the id stands."""

    of: str
    id: str
    line: int


def label_lines(text: str) -> dict[Address, int]:
    """Return the line of each label, counted from 1, in a schema file written in block style."""
    found: dict[Address, int] = {}
    task = ""
    for item in _items(text):
        if item.of == _TASKS:
            task = item.id
        else:
            found.setdefault((task, item.id), item.line)
    return found


def _items(text: str) -> Iterator[Item]:
    """Yield the entries of lists of labels and tasks in the order of the file."""
    for within, number, content, is_entry in _placed(text):
        if within not in (_LABELS, _TASKS):
            continue
        key = _KEY.fullmatch(content)
        if key is not None:
            found = _BARE.fullmatch(key[3] or "") if key[2] == "id" else None
            name = found[2] if found else ""
        else:
            name = _of_entry(content) if is_entry else ""
        if name:
            yield Item(within, name, number)


def _of_entry(content: str) -> str:
    """Return the id in an entry that is no block: `{id: a}`, or a text alone."""
    inline, bare = _INLINE.match(content), _BARE.fullmatch(content)
    if inline is not None:
        return inline[1]
    return "" if bare is None else bare[2]


def _placed(text: str) -> Iterator[tuple[str, int, str, bool]]:
    """Yield each line with the key that it stands below, and whether it begins an entry."""
    keys: list[tuple[int, str]] = []
    for number, line in enumerate(text.split("\n"), start=1):
        indent, dashes, content = _LINE.fullmatch(line).groups()  # type: ignore[union-attr]
        is_within_text = keys and keys[-1][1] == _TEXT and len(indent) > keys[-1][0]
        if not content or content.startswith("#") or is_within_text:
            continue
        column = len(indent) + len(dashes)
        # The list of an entry may begin in the column of its key, the value of a key may not.
        while keys and (keys[-1][0] > len(indent) if dashes else keys[-1][0] >= column):
            keys.pop()
        yield (keys[-1][1] if keys else "", number, content, bool(dashes))
        if key := _KEY.fullmatch(content):
            keys.append((column, _TEXT if (key[3] or "").startswith(("|", ">")) else key[2]))
