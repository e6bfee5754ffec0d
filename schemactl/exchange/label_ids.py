"""Label ids from the ids and names of a source: as they are where legal, else by a fixed rule.

- A legal id stays as it is, letter for letter.
- In any other id each run of characters that no id may have becomes one hyphen.
- A name that is a legal id is one; any other is lower-cased, and each run of characters other than
  letters, digits, dots and underscores becomes one hyphen.
- A reserved id (`nothing`, `Q1`) gets `label-` in front, an empty one becomes `label`.
- An id has at most 128 characters; where two meet, the later one gets `-2`, `-3` and so on.
"""

import re
import unicodedata
from functools import cache

from pydantic import TypeAdapter, ValidationError

from schemactl.model.identifiers import LONGEST_LABEL_ID, LabelId, is_reserved_label_id

_LABEL_ID: TypeAdapter[str] = TypeAdapter(LabelId)
_NOT_FROM_NAME = re.compile(r"[^\w.]+")


def is_legal(text: str) -> bool:
    """Tell whether a text can be a label id as it stands."""
    try:
        _LABEL_ID.validate_python(text)
    except ValidationError:
        return False
    return True


def from_id(text: str) -> str:
    """Return the label id for an id of the source."""
    if is_legal(text):
        return text
    spaced = "".join(char if _may_stand(char) else " " for char in text)
    return _legal("-".join(spaced.split()))


def from_name(text: str) -> str:
    """Return the label id for a name of the source."""
    return text if is_legal(text) else _legal(_slug(text))


def from_path(segments: tuple[str, ...], separator: str) -> str:
    """Return the label id for a path of names; the separator stays where an id may have it."""
    joint = separator.strip()
    joint = joint if is_legal(joint) else "/"
    whole = joint.join(segments)
    return whole if is_legal(whole) else _legal(joint.join(map(_slug, segments)))


def unused(label_id: str, taken: set[str], tried: dict[str, int]) -> str:
    """Return the id, or the first numbered form of it that is not taken.

    `tried` keeps how far each id has come, for thousands of labels may share one.
    """
    number = tried.get(label_id, 1)
    found = label_id
    while found in taken:
        number += 1
        ending = f"-{number}"
        found = label_id[: LONGEST_LABEL_ID - len(ending)] + ending
    tried[label_id] = number
    return found


@cache
def _may_stand(char: str) -> bool:
    return is_legal(char)


def _slug(text: str) -> str:
    return _NOT_FROM_NAME.sub("-", unicodedata.normalize("NFC", text).lower()).strip("-")


def _legal(text: str) -> str:
    found = f"label-{text}" if is_reserved_label_id(text) else text or "label"
    return found[:LONGEST_LABEL_ID]
