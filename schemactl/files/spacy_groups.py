"""Span groups of one document of spaCy are rewritten: labels, spans that leave, names of tasks."""

from collections.abc import Mapping
from typing import Any

import msgpack

from schemactl.errors import SchemactlError
from schemactl.files.doc_bin import SPAN
from schemactl.files.rewriting import Relabel
from schemactl.files.spacy_strings import string_id

# The name of a group and the position of a span in it; no position where nothing was found.
Way = tuple[Any, ...]


def relabeled_groups(packed: bytes, changes: Mapping[Way, Relabel | None]) -> bytes:
    """Return the span groups of a document; a group of which all spans left leaves too.

    Raises SchemactlError where spans of one group move to several tasks, and where a label is to
    be written where nothing was found.
    """
    found: dict[bytes, list[str]] = {}
    for group, names in msgpack.unpackb(packed, strict_map_key=False).items():
        for name in names:
            own = {way[1:]: change for way, change in changes.items() if way[0] == name}
            written, new_name = _group(group, name, own) if own else (group, name)
            if written is not None:
                found.setdefault(written, []).append(new_name)
    result: bytes = msgpack.packb(found or [])
    return result


def _group(
    group: bytes, name: str, changes: Mapping[Way, Relabel | None]
) -> tuple[bytes | None, str]:
    told = msgpack.unpackb(group)
    if () in changes:
        change = changes[()]
        if change is not None and change.label is not None:
            what = f"span group {name!r}: nothing has a place for {change.task}/{change.label}"
            raise SchemactlError(what, "mark it in the tool, and migrate again")
        new_name = name if change is None or not change.is_moved else change.task
        return _packed(group, told, name, new_name), new_name
    spans, tasks = [], set()
    for position, span in enumerate(told["spans"]):
        change = changes.get((position,), Relabel(name, None, False))
        if change is None or (change.label is None and (position,) in changes):
            continue
        tasks.add(change.task if change.is_moved else name)
        spans.append(span if change.label is None else _relabeled(span, change.label))
    if not spans:
        return None, name
    if len(tasks) > 1:
        what = f"span group {name!r}: its labels move to {', '.join(sorted(tasks))}"
        raise SchemactlError(what, "put them into span groups of their own first")
    [new_name] = tasks
    return _packed(group, {**told, "spans": spans}, name, new_name), new_name


def _packed(group: bytes, told: dict[str, Any], name: str, new_name: str) -> bytes:
    if told.get("name") == name:
        told = {**told, "name": new_name}
    if msgpack.unpackb(group) == told:
        return group
    result: bytes = msgpack.packb(told)
    return result


def _relabeled(span: bytes, label: str) -> bytes:
    span_id, kb_id, _, *rest = SPAN.unpack(span)
    return SPAN.pack(span_id, kb_id, string_id(label), *rest)
