"""A step about a label that is not there does nothing, and what was meant happens to nobody."""

from collections.abc import Iterator
from typing import NamedTuple

from schemactl.model.finding import Finding, Pointer
from schemactl.model.migration import (
    Add,
    Merge,
    Recode,
    Redefine,
    Retire,
    Split,
    Step,
    Use,
)
from schemactl.model.reference import LabelIndex
from schemactl.model.similar import Proposals
from schemactl.model.taxonomy import taxonomies
from schemactl.validate.subject import MigrationDraft, SchemaSubject


class _Named(NamedTuple):
    """A label that a step names, and on which sides it may stand: old, new or either."""

    name: str
    key: Pointer
    old: bool
    new: bool


class _Sides(NamedTuple):
    """The labels of the last release and of the draft, with proposals for wrong names."""

    old: LabelIndex
    new: LabelIndex
    old_proposals: Proposals
    new_proposals: Proposals
    version: str


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every label of a step that its side does not have, or whose fate is told twice."""
    last = subject.history.last
    if last is None or not subject.pending:
        return
    old = LabelIndex(taxonomies(last.schema))
    new = LabelIndex(subject.taxonomies)
    sides = _Sides(
        old, new, Proposals(old.names()), Proposals(new.names()), str(last.schema.version)
    )
    for draft in subject.pending:
        yield from _in_file(draft, sides)


def _in_file(draft: MigrationDraft, sides: _Sides) -> Iterator[Finding]:
    settled: set[str] = set()
    for position, step in enumerate(draft.migration.steps):
        task = getattr(step, "task", None)
        here: Pointer = ("steps", position)
        if task is not None and task not in (*sides.old.tasks, *sides.new.tasks):
            message = f"neither {sides.version} nor the draft has a task `{task}`"
            hint = f"tasks are {', '.join(dict.fromkeys(sides.old.tasks + sides.new.tasks))}"
            yield Finding((*here, "task"), message, hint, None, draft.file)
            continue
        for named in _labels(step):
            found = _unknown(named, task, sides)
            if found is not None:
                message, hint = found
                yield Finding((*here, *named.key), message, hint, None, draft.file)
            elif named.key[0] == "from":
                address = sides.old.find(named.name, task)[0]
                if address in settled:
                    message = f"another step tells the fate of label `{named.name}` already"
                    hint = "a label is in `from` of one step; a split may lead to many labels"
                    yield Finding((*here, *named.key), message, hint, named.name, draft.file)
                settled.add(address)


def _unknown(named: _Named, task: str | None, sides: _Sides) -> tuple[str, str] | None:
    """Return message and hint where the name does not lead to one label on its sides."""
    addresses: list[str] = []
    for allowed, index in ((named.old, sides.old), (named.new, sides.new)):
        if allowed:
            addresses += _find(index, named.name, task)
    found = tuple(dict.fromkeys(addresses))
    if len(found) == 1:
        return None
    if found:
        return f"`{named.name}` is a label of several tasks", f"add `task:`: {', '.join(found)}"
    side = sides.version if named.old else "the draft"
    if named.old and named.new:
        side = f"neither {sides.version} nor the draft"
        message = f"{side} has a label `{named.name}`"
    else:
        message = f"{side} has no label `{named.name}`"
    hint = ""
    if named.new:
        hint = sides.new_proposals.hint(named.name)
    if named.old and not hint:
        hint = sides.old_proposals.hint(named.name)
    return message, hint or "check the name"


def _find(index: LabelIndex, name: str, task: str | None) -> tuple[str, ...]:
    if task is None:
        return index.find(name)
    return tuple(address for address in index.find(name, task) if address.startswith(f"{task}/"))


def _labels(step: Step) -> Iterator[_Named]:
    """Yield every label that a step names."""
    match step:
        case Recode() | Split() | Retire():
            yield _Named(step.source, ("from",), True, False)
        case Merge():
            for position, source in enumerate(step.sources):
                yield _Named(source, ("from", position), True, False)
    match step:
        case Recode() | Merge() | Add():
            yield _Named(step.target, ("to",), False, True)
        case Split():
            for position, target in enumerate(step.targets):
                yield _Named(target.label, ("to", position, "label"), False, True)
        case Redefine():
            yield _Named(step.label, ("label",), False, True)
    yield from _otherwise(getattr(step, "otherwise", None))
    yield from _review(getattr(step, "review", None))


def _otherwise(otherwise: object) -> Iterator[_Named]:
    if isinstance(otherwise, Use):
        yield _Named(otherwise.use, ("otherwise", "use"), False, True)


def _review(review: object) -> Iterator[_Named]:
    """Old records are named by what they are labeled now, or by what that label becomes."""
    for position, name in enumerate(review if isinstance(review, tuple) else ()):
        yield _Named(name, ("review", position), True, True)
