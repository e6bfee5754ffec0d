"""DocBin: spaCy's binary form of documents, MessagePack in zlib, read and written without it."""

import struct
import sys
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgpack

from schemactl.errors import SchemactlError
from schemactl.files.spacy_strings import string_id

ORTH, ENT_IOB, ENT_TYPE = 65, 77, 78
ENT_KB_ID, ENT_ID = string_id("ENT_KB_ID"), string_id("ENT_ID")
INSIDE, OUTSIDE, BEGIN = 1, 2, 3

_MOST_BYTES = 2**30
SPAN = struct.Struct(">QQQllll")
_HINT = "make the file again with spaCy 3"


class BinSpan(NamedTuple):
    """A span of tokens from `start` up to and without `end`, with its label and id."""

    start: int
    end: int
    label: str
    id: str = ""


class BinDoc(NamedTuple):
    """A document: its tokens, whether a blank follows each, and what is said of them.

    `columns` are the attributes of the tokens by their number, `entities` is None where nobody
    looked for entities, `cats` are scores of labels.
    """

    words: list[str]
    spaces: list[bool]
    entities: list[BinSpan] | None
    groups: dict[str, list[BinSpan]]
    cats: dict[str, float]
    user_data: dict[str, Any]
    columns: dict[str, list[int]]

    @property
    def text(self) -> str:
        """The text, with the blanks that follow tokens."""
        return "".join(f"{w} " if s else w for w, s in zip(self.words, self.spaces, strict=True))


def read_doc_bin(path: Path) -> Iterator[BinDoc]:
    """Yield the documents. Raises SchemactlError for what is no DocBin."""
    content = _unpacked(path)
    number = 0
    try:
        for doc in _docs(content):
            yield doc
            number += 1
    except (KeyError, IndexError, TypeError, ValueError, AttributeError, struct.error) as error:
        what = f"{path}: document {number + 1} cannot be read"
        raise SchemactlError(what, _HINT) from error


def _unpacked(path: Path) -> dict[str, Any]:
    unzip = zlib.decompressobj()
    try:
        packed = unzip.decompress(path.read_bytes(), _MOST_BYTES)
        if not unzip.eof:
            what = "breaks off" if not unzip.unconsumed_tail else "is larger than 1 GiB"
            raise SchemactlError(f"{path}: the DocBin {what}", "write several smaller files")
        content = msgpack.unpackb(packed)
    except (zlib.error, ValueError, msgpack.UnpackException) as error:
        raise SchemactlError(f"{path} is no DocBin", _HINT) from error
    if not isinstance(content, dict) or not {"attrs", "tokens", "lengths"} <= content.keys():
        raise SchemactlError(f"{path} is no DocBin", _HINT)
    return content


def _docs(content: dict[str, Any]) -> Iterator[BinDoc]:
    names = {string_id(text): text for text in content["strings"]}
    attributes = content["attrs"]
    width = len(attributes)
    tokens = unpacked_numbers("Q", content["tokens"])
    spaces = content["spaces"]
    at = 0
    for number, length in enumerate(unpacked_numbers("i", content["lengths"])):
        rows = tokens[at * width : (at + length) * width]
        if len(rows) != length * width or len(spaces) < at + length:
            raise ValueError("fewer tokens than stated")
        columns = {attr: list(rows[place::width]) for place, attr in enumerate(attributes)}
        yield BinDoc(
            [names[one] for one in columns[ORTH]],
            [bool(one) for one in spaces[at : at + length]],
            _entities(columns, names),
            _groups(_of(content, "span_groups", number), names),
            _of(content, "cats", number) or {},
            _user_data(_of(content, "user_data", number)),
            {str(attr): column for attr, column in columns.items()},
        )
        at += length


def unpacked_numbers(kind: str, content: bytes) -> "array[int]":
    """Return the numbers in some bytes, which are little-endian."""
    found = array(kind, content)
    if sys.byteorder == "big":
        found.byteswap()
    return found


def _of(content: dict[str, Any], key: str, number: int) -> Any:
    found = content.get(key) or []
    return found[number] if number < len(found) else None


def _entities(columns: dict[int, list[int]], names: dict[int, str]) -> list[BinSpan] | None:
    """Return the entities; None where no token says whether it is one."""
    tags, types = columns.get(ENT_IOB), columns.get(ENT_TYPE)
    if tags is None or types is None or not any(tags):
        return None
    return [BinSpan(start, end, names[types[start]]) for start, end in entity_places(tags)]


def entity_places(tags: Sequence[int]) -> list[tuple[int, int]]:
    """Return the first token of each entity and the one after its last, from ENT_IOB."""
    found: list[tuple[int, int]] = []
    for position, tag in enumerate(tags):
        if tag == BEGIN:
            found.append((position, position + 1))
        elif tag == INSIDE and found and found[-1][1] == position:
            found[-1] = (found[-1][0], position + 1)
    return found


def _groups(packed: bytes | None, names: dict[int, str]) -> dict[str, list[BinSpan]]:
    """Return the span groups of a document, each under every name that it has."""
    found: dict[str, list[BinSpan]] = {}
    content = msgpack.unpackb(packed, strict_map_key=False) if packed else {}
    for group, keys in content.items() if isinstance(content, dict) else ():
        told = msgpack.unpackb(group)
        spans = []
        for one in told["spans"]:
            span_id, _, label, start, end, _, _ = SPAN.unpack(one)
            spans.append(BinSpan(start, end, names[label], names.get(span_id, "")))
        found |= dict.fromkeys(keys, spans)
    return found


def _user_data(packed: bytes | None) -> dict[str, Any]:
    """Return what stands under names; extensions have keys of several parts."""
    if not packed:
        return {}
    told = msgpack.unpackb(packed, use_list=False, strict_map_key=False)
    return {key: value for key, value in told.items() if isinstance(key, str)}


def write_doc_bin(path: Path, docs: Sequence[BinDoc]) -> None:
    """Write documents with their tokens, entities, span groups, cats and user data."""
    strings = {""}
    tokens: list[int] = []
    for doc in docs:
        tags = [OUTSIDE if doc.entities is not None else 0] * len(doc.words)
        types = [0] * len(doc.words)
        for span in doc.entities or ():
            tags[span.start : span.end] = [INSIDE] * (span.end - span.start)
            tags[span.start] = BEGIN
            types[span.start : span.end] = [string_id(span.label)] * (span.end - span.start)
        for word, tag, label in zip(doc.words, tags, types, strict=True):
            tokens += [string_id(word), tag, label]
        spans = [*(doc.entities or ()), *(one for group in doc.groups.values() for one in group)]
        strings.update(doc.words, *((span.label, span.id) for span in spans))
    content = {
        "version": "0.1",
        "attrs": [ORTH, ENT_IOB, ENT_TYPE],
        "tokens": packed_numbers("Q", tokens),
        "spaces": bytes(space for doc in docs for space in doc.spaces),
        "lengths": packed_numbers("i", [len(doc.words) for doc in docs]),
        "strings": sorted(strings),
        "cats": [doc.cats for doc in docs],
        "flags": [{"has_unknown_spaces": False} for _ in docs],
        "span_groups": [_packed_groups(doc) for doc in docs],
        "user_data": [msgpack.packb(doc.user_data) for doc in docs],
    }
    path.write_bytes(zlib.compress(msgpack.packb(content)))


def packed_numbers(kind: str, numbers: Iterable[int]) -> bytes:
    """Return the bytes of numbers, little-endian."""
    found = array(kind, numbers)
    if sys.byteorder == "big":
        found.byteswap()
    return found.tobytes()


def _packed_groups(doc: BinDoc) -> bytes:
    starts, at = [], 0
    for word, space in zip(doc.words, doc.spaces, strict=True):
        starts.append(at)
        at += len(word) + space
    groups = {}
    for name, spans in doc.groups.items():
        packed = [
            SPAN.pack(
                string_id(span.id) if span.id else 0,
                0,
                string_id(span.label),
                span.start,
                span.end,
                starts[span.start],
                starts[span.end - 1] + len(doc.words[span.end - 1]),
            )
            for span in spans
        ]
        groups[msgpack.packb({"name": name, "attrs": {}, "spans": packed})] = [name]
    packed_groups: bytes = msgpack.packb(groups or [])
    return packed_groups
