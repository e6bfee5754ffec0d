"""Examples: added, removed or reworded ones, and cases that are now decided the other way.

An example is the same by its id, else by its text. It is reversed where its right label is
another one now, wherever in the task it stands.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import orjson

from schemactl.diff.aspects.cases import PARTS, Case, same_cases, text_of
from schemactl.diff.aspects.label_change import label_change
from schemactl.diff.pairing import LabelPair, TaskPair
from schemactl.model.change import Change, Spot


class Stance(NamedTuple):
    """What a version says of a case: its right label, and one that is wrong; None if unsaid."""

    right: str | None
    wrong: str | None


def compare(pair: TaskPair) -> Iterator[Change]:
    """Yield reversed cases first, then one change for each label whose other examples differ."""
    if pair.shares_labels:
        return
    reversed_cases = [both for both in same_cases(pair) if _is_reversed(pair, *both)]
    gone = {(was.place.label.id, was.part, was.position) for was, _ in reversed_cases}
    came = {(now.place.label.id, now.part, now.position) for _, now in reversed_cases}
    for was, now in reversed_cases:
        yield _reversal(pair, was, now)
    for labels in pair.edited:
        before = _shown(pair, labels, gone, is_old=True)
        after = _shown(pair, labels, came, is_old=False)
        if before or after:
            yield from _examples_changed(pair, labels, before, after)


def _stance(case: Case) -> Stance:
    host, use = case.place.label.id, case.example.use
    if case.part == "examples":
        return Stance(use or host, None)
    return Stance(use, host if case.part == "counterexamples" else None)


def _is_reversed(pair: TaskPair, was: Case, now: Case) -> bool:
    old, new = _stance(was), _stance(now)
    if old.right in pair.retired or _is_probably_recoded(pair, old, new):
        return False
    if old.right is not None and new.right is not None:
        return new.right not in pair.fates(old.right) or _regions_differ(pair, was, now)
    if old.right is not None and new.wrong is not None:
        # A name that led nowhere before says nothing about the label of that name now.
        return old.right in pair.old.by_id and new.wrong in pair.fates(old.right)
    if old.wrong is not None and new.right is not None:
        # Of a label that was merged or split, the case may well belong to the other part.
        return pair.descent.same.get(new.right) == old.wrong
    return False


def _is_probably_recoded(pair: TaskPair, old: Stance, new: Stance) -> bool:
    """Tell whether the right label is gone and a new one came; that is what has to be declared."""
    return old.right in pair.descent.gone and new.right in pair.descent.fresh


def _regions_differ(pair: TaskPair, was: Case, now: Case) -> bool:
    """Tell whether a box of an example's image now shows another label."""
    uses = {region.box: region.use for region in now.example.regions}
    return any(
        region.box in uses and uses[region.box] not in pair.fates(region.use)
        for region in was.example.regions
    )


def _reversal(pair: TaskPair, was: Case, now: Case) -> Change:
    old, new = _stance(was), _stance(now)
    return Change(
        "case-reversed",
        pair.task,
        (old.right or was.place.label.id,),
        (new.right or now.place.label.id,),
        _decision(was, pair.carried(was.place.label.id), pair.carried(old.right)),
        _decision(now, now.place.label.id, new.right),
        Spot(was.pointer),
        Spot(now.pointer),
    )


def _decision(case: Case, host: str | None, right: str | None) -> dict[str, Any]:
    named = {"id": case.example.id} if case.example.id is not None else {}
    return {
        **named,
        "text": text_of(case)[1],
        "label": host,
        "part": case.part,
        "use": right,
    }


def _shown(
    pair: TaskPair, labels: LabelPair, without: set[tuple[str, str, int]], *, is_old: bool
) -> dict[str, dict[str, Any]]:
    """Return a label's cases by part, then by their content, so that order says nothing."""
    label = labels.old.label if is_old else labels.new.label
    found: dict[str, dict[str, Any]] = {}
    for part in PARTS:
        for position, example in enumerate(getattr(label, part)):
            if (label.id, part, position) not in without:
                data = pair.case_data(example, is_old=is_old)
                key = orjson.dumps(data, option=orjson.OPT_SORT_KEYS).decode()
                found.setdefault(part, {})[key] = data
    return found


def _examples_changed(
    pair: TaskPair,
    labels: LabelPair,
    before: dict[str, dict[str, Any]],
    after: dict[str, dict[str, Any]],
) -> Iterator[Change]:
    was = _one_sided(before, after)
    now = _one_sided(after, before)
    if was or now:
        field = next(part for part in PARTS if part in was or part in now)
        yield label_change(pair, labels, "examples-changed", was, now, field)


def _one_sided(
    here: dict[str, dict[str, Any]], there: dict[str, dict[str, Any]]
) -> dict[str, list[Any]]:
    found = {
        part: [data for key, data in cases.items() if key not in there.get(part, {})]
        for part, cases in here.items()
    }
    return {part: cases for part, cases in found.items() if cases}
