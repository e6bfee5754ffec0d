"""Files of spaCy are rewritten: the types of entities, labels of spans, names of categories."""

from array import array
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any

import msgpack

from schemactl.errors import SchemactlError
from schemactl.files.dataset import Record
from schemactl.files.doc_bin import (
    ENT_ID,
    ENT_IOB,
    ENT_KB_ID,
    ENT_TYPE,
    OUTSIDE,
    entity_places,
    packed_numbers,
    unpacked_numbers,
)
from schemactl.files.labels_after import LabelsAfter
from schemactl.files.packed_edits import packed_edits
from schemactl.files.rewriting import Relabel, Splice
from schemactl.files.spacy_groups import relabeled_groups
from schemactl.files.spacy_strings import string_id
from schemactl.model.release import ReleasedSchema

# From here on a score says that the label applies.
APPLIES = 0.5

# What is said of a token as a part of an entity.
_OF_ENTITIES = {ENT_IOB: OUTSIDE, ENT_TYPE: 0, ENT_KB_ID: 0, ENT_ID: 0}

_Changes = Mapping[int, Relabel | None]


class SpacyRewriting:
    """Takes the changes of all documents of one file, and returns the edits of its plain bytes."""

    def __init__(self, schema: ReleasedSchema, has_names: bool = False) -> None:
        """Take the release whose labels are written."""
        self.after = LabelsAfter(schema, has_names)
        self.asked: list[tuple[Record, dict[int, Relabel | None]]] = []

    def splices(self, record: Record, changes: _Changes) -> list[Splice]:
        """Take note of what changes in a document; nothing can be written yet."""
        self.asked.append((record, dict(changes)))
        return []

    def edits(self, content: bytes) -> list[Splice]:
        """Return the edits of the unpacked file. Raises SchemactlError for what cannot be said."""
        old: dict[str, Any] = msgpack.unpackb(content)
        tokens = unpacked_numbers("Q", old["tokens"])
        lengths = unpacked_numbers("i", old["lengths"])
        starts = [0, *accumulate(lengths)]
        lists = {key: list(old[key]) for key in ("strings", "cats", "span_groups", "user_data")
                 if isinstance(old.get(key), list)}  # fmt: skip
        for number, (record, changes) in enumerate(self.asked):
            by_kind: dict[str, dict[tuple[Any, ...], Relabel | None]] = {}
            for position, change in changes.items():
                kind, *rest = record.uses[position].way
                by_kind.setdefault(str(kind), {})[tuple(rest)] = change
            self._entities(record, by_kind.get("ents", {}), old["attrs"], tokens, starts[number])
            if "spans" in by_kind:
                groups = relabeled_groups(lists["span_groups"][number], by_kind["spans"])
                lists["span_groups"][number] = groups
            if cats := record.values["cats"]:
                lists["cats"][number] = self._cats(record, cats, by_kind.get("cats", {}))
            self._stamp(record, lists.get("user_data"), number)
        lists["strings"] = _with_labels(old["strings"], self.asked)
        new = {**old, **lists, "tokens": packed_numbers("Q", tokens)}
        return packed_edits(content, old, new)

    def _entities(
        self,
        record: Record,
        changes: Mapping[tuple[Any, ...], Relabel | None],
        attributes: Sequence[int],
        tokens: "array[int]",
        start: int,
    ) -> None:
        """Write the entities of a document into the attributes of its tokens."""
        width = len(attributes)
        entities = entity_places(record.values["columns"].get(str(ENT_IOB), ()))
        for (*rest,), change in changes.items():
            if not rest:
                _refuse(record, change)
                continue
            first, after = entities[rest[0]]
            is_gone = change is None or change.label is None
            new = _OF_ENTITIES if is_gone else {ENT_TYPE: string_id(str(_label(change)))}
            for place, attribute in enumerate(attributes):
                if attribute in new:
                    for token in range(start + first, start + after):
                        tokens[token * width + place] = new[attribute]

    def _cats(
        self,
        record: Record,
        cats: Mapping[str, float],
        changes: Mapping[tuple[Any, ...], Relabel | None],
    ) -> dict[str, float]:
        """Return the categories; scores of labels that the release lacks leave.

        Where none is left that applies, all leave: the others would say that nothing applies.
        """
        found: dict[str, float] = {}
        for label, score in cats.items():
            if (label,) not in changes:
                name = label if score >= APPLIES or label in self.after.spellings else None
            else:
                name = _label(changes[(label,)])
            if name is not None:
                found[name] = max(score, found.get(name, score))
        if () in changes:
            _refuse(record, changes[()])
        had = any(score >= APPLIES for score in cats.values())
        return {} if had and not any(score >= APPLIES for score in found.values()) else found

    def _stamp(self, record: Record, listed: list[Any] | None, number: int) -> None:
        old = record.values["told"].get("schema")
        new = self.after.restamped(old)
        if new is None or listed is None:
            return
        key = msgpack.packb("schema")
        before, after = key + msgpack.packb(old), key + msgpack.packb(new)
        if listed[number].count(before) != 1:
            what = f"document {record.line}: the stamp stands twice in its user data"
            raise SchemactlError(what, "write the file again with one stamp")
        listed[number] = listed[number].replace(before, after)


def _label(change: Relabel | None) -> str | None:
    return None if change is None else change.label


def _with_labels(strings: Sequence[str], asked: Sequence[tuple[Record, _Changes]]) -> list[str]:
    """Return the strings of a file with the labels that are new in it, behind the others."""
    labels = (_label(change) for _, changes in asked for change in changes.values())
    new = [label for label in labels if label is not None]
    return list(dict.fromkeys([*strings, *new]))


def _refuse(record: Record, change: Relabel | None) -> None:
    """Raise SchemactlError where nothing was found and a label is to be written."""
    if change is not None and change.label is not None:
        what = f"document {record.line}: nothing has a place for {change.task}/{change.label}"
        raise SchemactlError(what, "mark it in the tool, and migrate again")
