"""Sentences of CoNLL-2003 are rewritten: the tags of all tokens of an entity."""

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from itertools import pairwise

from schemactl.errors import SchemactlError
from schemactl.files.dataset import BOM, Record
from schemactl.files.labels_after import LabelsAfter
from schemactl.files.rewriting import Relabel, Splice
from schemactl.files.tag_sequence import OUTSIDE
from schemactl.model.release import ReleasedSchema

SAYING = re.compile(r"# *(id|sent_id|schema|guideline) *= *(.*)")

_PREFIX = re.compile(r"[BIMELSUW]-")
# What opens an entity instead of what goes on in one, or ends one.
_OPENS = {"I": "B", "M": "B", "E": "S", "L": "U"}

# The tokens of an entity, from the first up to and without the last.
_Stretch = tuple[int, int]


class ConllRewriting:
    """Rewrites the sentences of one file; the tags of an entity that leaves become O."""

    def __init__(self, schema: ReleasedSchema) -> None:
        """Take the release whose labels are written."""
        self.after = LabelsAfter(schema)

    def splices(self, record: Record, changes: Mapping[int, Relabel | None]) -> list[Splice]:
        """Return what changes in a sentence. Raises SchemactlError where it cannot be said."""
        comments = record.values["comments"]
        lines = list(_lines(record.raw))
        found = list(self._stamps(record.raw, comments, lines)) if comments else []
        tags = {
            token: tag
            for position in changes
            for token, tag in _tags(record, position, changes).items()
        }
        for position in _opened(record, changes):
            first = int(record.uses[position].way[0])
            tag = tags.get(first, record.values["tokens"][first][-1])
            tags[first] = _OPENS.get(tag[0], tag[0]) + tag[1:]
        for token, tag in sorted(tags.items()):
            old = record.values["tokens"][token][-1]
            if tag != old:
                begin, end = lines[len(comments) + token]
                stop = begin + len(record.raw[begin:end].rstrip(b"\r\n").rstrip(b" "))
                found.append(Splice(stop - len(old.encode()), stop, tag.encode()))
        return found

    def _stamps(
        self, raw: bytes, comments: list[str], lines: list[tuple[int, int]]
    ) -> Iterator[Splice]:
        for comment, (begin, end) in zip(comments, lines, strict=False):
            said = SAYING.match(comment)
            stamp = said[2].strip() if said is not None and said[1] == "schema" else ""
            new = self.after.restamped(stamp)
            if new is not None:
                at = raw.rindex(stamp.encode(), begin, end)
                yield Splice(at, at + len(stamp.encode()), new.encode())


def _lines(raw: bytes) -> Iterator[tuple[int, int]]:
    """Yield where each line begins and ends."""
    at = len(BOM) if raw.startswith(BOM) else 0
    for line in BytesIO(raw[at:]):
        yield at, at + len(line)
        at += len(line)


def _tags(record: Record, position: int, changes: Mapping[int, Relabel | None]) -> dict[int, str]:
    """Return the new tags of an entity by token."""
    way, change = record.uses[position].way, changes[position]
    if not way:
        if change is not None and change.label is not None:
            what = f"line {record.line}: a sentence has no place for {change.label!r} without words"
            raise SchemactlError(what, "tag the words, and migrate again")
        return {}
    tokens = record.values["tokens"]
    return {token: _tag(tokens[token][-1], change) for token in range(int(way[0]), int(way[1]))}


def _tag(old: str, change: Relabel | None) -> str:
    if change is None:
        return OUTSIDE
    prefix = _PREFIX.match(old)
    return old if change.label is None else (prefix[0] if prefix else "") + change.label


def _opened(record: Record, changes: Mapping[int, Relabel | None]) -> Iterator[int]:
    """Yield the entities that would go on in the one before them, whose label is now the same."""
    for before, position in pairwise(range(len(record.uses))):
        is_touched = before in changes or position in changes
        if is_touched and record.uses[before].way[1:] == record.uses[position].way[:1]:
            labels = [_label(record, at, changes) for at in (before, position)]
            if labels[0] == labels[1] and labels[0] is not None:
                yield position


def _label(record: Record, position: int, changes: Mapping[int, Relabel | None]) -> str | None:
    old = record.uses[position].annotation.label
    change = changes.get(position, Relabel("", None))
    return None if change is None else old if change.label is None else change.label
