"""Check annotations against a schema release: one by one, and what only the whole data shows."""

import hashlib
from collections.abc import Iterator
from typing import Literal

import orjson

from schemactl.data.hash_bag import HashBag
from schemactl.data.placed import Placed
from schemactl.data.spelling import TaskReading
from schemactl.model.annotation import Annotation, Problem
from schemactl.model.release import ReleasedSchema
from schemactl.model.tasks.catalog import find_task_type
from schemactl.model.taxonomy import Taxonomy

REPEATED = "repeated-content"

# Kinds of problems that leave the data usable; all other kinds are errors.
WARNINGS = frozenset({"deprecated-label", "missing-stamp", REPEATED})

_KEY = 16
_ORDINAL = 8
Remark = tuple[str, str]


def severity(kind: str) -> Literal["error", "warning"]:
    """Return how bad a kind of problem is."""
    return "warning" if kind in WARNINGS else "error"


class Checker:
    """Checks annotations in one pass; hashes of them tell afterwards what they are together."""

    def __init__(self, schema: ReleasedSchema, items_are_content: bool = False) -> None:
        """Check under this schema; where items are known by content, it may stand there twice."""
        self.items_are_content = items_are_content
        self.stamp = f"{schema.name}@{schema.version}"
        self._stamps: dict[str | None, tuple[Remark, ...]] = {}
        self._labels: dict[tuple[str, str], tuple[Remark, ...]] = {}
        self._answers: dict[str, HashBag] = {}
        self._contents: dict[str, HashBag] = {}
        self._limits: dict[str, tuple[int, int | None]] = {}
        self._said = HashBag(_KEY + _ORDINAL)

    def check(self, placed: Placed, must_have_stamp: bool) -> Iterator[Problem]:
        """Yield what is wrong with one annotation."""
        annotation = placed.annotation
        for problem in placed.problems:
            yield problem._replace(line=placed.line, item=annotation.item or None)
        if annotation.schema is not None or must_have_stamp:
            yield from _problems(placed, self._stamp_remarks(annotation.schema))
        if placed.task is None:
            return
        task, taxonomy = placed.task.taxonomy.task, placed.task.taxonomy
        if placed.is_known and annotation.label is not None:
            yield from _problems(placed, self._label_remarks(placed.task, annotation.label))
        for problem in find_task_type(task.type).check(annotation, task, taxonomy):
            yield problem._replace(line=placed.line)
        if annotation.label is None and annotation.status == "final":
            yield from _problems(placed, _none_remarks(placed.task))

    def _stamp_remarks(self, stamp: str | None) -> tuple[Remark, ...]:
        if stamp not in self._stamps:
            remarks: tuple[Remark, ...] = ()
            if stamp is None:
                message = f"no schema stamp; taken to be {self.stamp}"
                remarks = (("missing-stamp", message),)
            elif stamp.removeprefix("schema:") != self.stamp:
                message = f"made under {stamp}, checked under {self.stamp}"
                remarks = (("stamp-mismatch", message),)
            self._stamps[stamp] = remarks
        return self._stamps[stamp]

    def _label_remarks(self, task: TaskReading, label_id: str) -> tuple[Remark, ...]:
        key = (task.id, label_id)
        if key not in self._labels:
            self._labels[key] = tuple(_label_remarks(task.taxonomy, label_id))
        return self._labels[key]

    def remember(self, placed: Placed, leaf: bytes, ordinal: int) -> None:
        """Keep hashes of the annotation with its number, for `across`."""
        annotation = placed.annotation
        at = ordinal.to_bytes(_ORDINAL, "big")
        # The same answer in two batches is a second opinion, not a repetition.
        said = leaf + (annotation.batch or "").encode()
        self._said.add(_hashed(said, _KEY) + at)
        task = placed.task
        if task is None or annotation.label is None:
            return
        if task.id not in self._limits:
            choose = task.taxonomy.task.choose
            is_limited = "choose" in find_task_type(task.taxonomy.task.type).FIELDS
            self._limits[task.id] = (choose.min, choose.max) if is_limited else (0, None)
            self._answers[task.id] = HashBag(2 * _KEY + _ORDINAL)
            self._contents[task.id] = HashBag(2 * _KEY + _ORDINAL)
        least, most = self._limits[task.id]
        if most is None and least <= 1:
            return
        if self.items_are_content:
            self._contents[task.id].add(_answer_key(annotation, None) + at)
            self._answers[task.id].add(_answer_key(annotation, placed.line) + at)
        else:
            self._answers[task.id].add(_answer_key(annotation, None) + at)

    def across(self) -> dict[int, tuple[Remark, ...]]:
        """Return what is wrong with annotations because of others, by their number."""
        found: dict[int, list[Remark]] = {}
        remark = ("duplicate-annotation", "the same annotation stands there twice")
        if self.items_are_content:
            remark = (REPEATED, "the same content stands there twice, with the same answer")
        for group in _groups(self._said):
            for entry in group[1:]:
                found.setdefault(_ordinal(entry), []).append(remark)
        for task_id in self._limits:
            for ordinal, counted in self._miscounted(task_id):
                found.setdefault(ordinal, []).append(counted)
        return {ordinal: tuple(remarks) for ordinal, remarks in found.items()}

    def _miscounted(self, task_id: str) -> Iterator[tuple[int, Remark]]:
        least, most = self._limits[task_id]
        for group in _groups(self._answers[task_id], smallest=1 if least > 1 or most == 0 else 2):
            if counted := _count_remark(task_id, _labels_in(group), least, most):
                yield _first(group), counted
        for group in _groups(self._contents[task_id]):
            count = _labels_in(group)
            if most is not None and count > most:
                message = f"the same content stands there with {count} different labels"
                yield _first(group), (REPEATED, message)


def _groups(bag: HashBag, smallest: int = 2) -> Iterator[list[bytes]]:
    """Yield the entries of each key that has enough, in the order of their numbers."""
    group: list[bytes] = []
    key = b""
    for entry in bag.sorted():
        if entry[:_KEY] == key:
            group.append(entry)
            continue
        if len(group) >= smallest:
            yield group
        group, key = [entry], entry[:_KEY]
    if len(group) >= smallest:
        yield group


def _labels_in(group: list[bytes]) -> int:
    return len({entry[: 2 * _KEY] for entry in group})


def _first(group: list[bytes]) -> int:
    return min(map(_ordinal, group))


def problems_of(placed: Placed, remarks: tuple[Remark, ...]) -> Iterator[Problem]:
    """Yield the remarks of `across` on an annotation as problems; counts concern no one label."""
    for kind, message in remarks:
        annotation = placed.annotation
        label = annotation.label if kind == "duplicate-annotation" else None
        yield Problem(kind, annotation.item or None, placed.line, label, message)


def _problems(placed: Placed, remarks: tuple[Remark, ...]) -> Iterator[Problem]:
    annotation = placed.annotation
    for kind, message in remarks:
        yield Problem(kind, annotation.item or None, placed.line, annotation.label, message)


def _label_remarks(taxonomy: Taxonomy, label_id: str) -> Iterator[Remark]:
    label = taxonomy.by_id[label_id].label
    if not taxonomy.is_selectable(label):
        below = ", ".join(taxonomy.children.get(label_id, ())[:5])
        advice = f"; choose one below it: {below}" if below else ""
        yield "not-selectable", f"`{label_id}` only groups labels{advice}"
    if label.deprecated is not None:
        successor = label.deprecated.replaced_by
        advice = f"; use `{successor}`" if successor else ""
        yield "deprecated-label", f"`{label_id}` is deprecated{advice}"


def _none_remarks(task: TaskReading) -> tuple[Remark, ...]:
    """Return why an answer that names no label is not enough."""
    choose = task.taxonomy.task.choose
    kind = find_task_type(task.taxonomy.task.type)
    if "choose" not in kind.FIELDS or choose.min == 0:
        return ()
    return (("too-few-choices", f"task `{task.id}` needs {_at_least(choose.min)}, not none"),)


def _count_remark(task_id: str, count: int, least: int, most: int | None) -> Remark | None:
    if most is not None and count > most:
        limit = "one label" if most == 1 else f"at most {most} labels"
        return "too-many-choices", f"task `{task_id}` takes {limit}, not {count}"
    if count < least:
        return "too-few-choices", f"task `{task_id}` needs {_at_least(least)}, not {count}"
    return None


def _at_least(count: int) -> str:
    return "a label" if count == 1 else f"at least {count} labels"


def _answer_key(annotation: Annotation, line: int | None) -> bytes:
    """Return hashes of who answers about what, and of the label."""
    who = [annotation.item, annotation.task, annotation.annotator, annotation.batch, line]
    label = (annotation.label or "").encode()
    return _hashed(orjson.dumps(who), _KEY) + _hashed(label, _KEY)


def _hashed(content: bytes, size: int) -> bytes:
    return hashlib.blake2b(content, digest_size=size).digest()


def _ordinal(entry: bytes) -> int:
    return int.from_bytes(entry[-_ORDINAL:], "big")
