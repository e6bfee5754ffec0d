"""Rules of a task: question, unsure, draw, decide, tie-breaks, confusable pairs, conventions.

A rule that is only written with the new ids of its labels is the same rule, and one whose label
went by a step of the migration went with it.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from schemactl.diff.pairing import TaskPair
from schemactl.model.change import Change, Spot
from schemactl.model.finding import Pointer
from schemactl.model.schema import Confusable, Draw, Task, TieBreak, Unsure


class Rule(NamedTuple):
    """A rule as the new version would write it, its name, where it stands, whom it concerns."""

    name: str
    says: Any
    pointer: Pointer
    labels: tuple[str, ...] = ()


def compare(pair: TaskPair) -> Iterator[Change]:
    """Yield a change for each rule that came, went, or says something else."""
    before = {rule.name: rule for rule in _rules(pair, is_old=True)}
    after = {rule.name: rule for rule in _rules(pair, is_old=False)}
    for name, old in before.items():
        new = after.get(name)
        if new is None:
            if not _went_with_its_label(pair, old):
                yield _change(pair, old, None)
        elif old.says != new.says:
            yield _change(pair, old, new)
    for name, new in after.items():
        if name not in before:
            yield _change(pair, None, new)


def pair_name(first: str, second: str) -> str:
    """Return the name of a confusable pair, whose order says nothing."""
    return "confusable: " + "--".join(sorted((first, second)))


def _change(pair: TaskPair, old: Rule | None, new: Rule | None) -> Change:
    return Change(
        "rule-changed",
        pair.task,
        () if old is None else (old.name,),
        () if new is None else (new.name,),
        None if old is None else old.says,
        None if new is None else new.says,
        None if old is None else Spot((*pair.old.pointer, *old.pointer)),
        None if new is None else Spot((*pair.new.pointer, *new.pointer)),
    )


def _went_with_its_label(pair: TaskPair, rule: Rule) -> bool:
    """Tell whether one of the rule's labels is no label of its own any more, by a step."""
    moved = {label for move in pair.descent.moves for label in move.source}
    return bool(moved.intersection(rule.labels) - set(pair.descent.same.values()))


def _rules(pair: TaskPair, *, is_old: bool) -> Iterator[Rule]:
    task = pair.old.task if is_old else pair.new.task
    yield from _of_task(pair, task, is_old=is_old)
    for position, tie_break in enumerate(task.tie_breaks):
        says = _tie_break(pair, tie_break, is_old=is_old)
        pointer = ("tie_breaks", position)
        yield Rule(tie_break.id, says, pointer, (tie_break.use,))
    for position, confusable in enumerate(task.confusable):
        name, says = _confusable(pair, confusable, is_old=is_old)
        if name is not None:
            yield Rule(name, says, ("confusable", position), confusable.labels)
    files = pair.old_files if is_old else pair.new_files
    for position, convention in enumerate(task.conventions):
        image = files.get(convention.image or "", convention.image)
        says = {"text": convention.text, "image": image}
        yield Rule(convention.id, says, ("conventions", position))


def _of_task(pair: TaskPair, task: Task, *, is_old: bool) -> Iterator[Rule]:
    if task.question:
        yield Rule("question", task.question, ("question",))
    if task.unsure is not None:
        yield Rule("unsure", _unsure(pair, task.unsure, is_old=is_old), ("unsure",))
    if task.draw is not None:
        yield Rule("draw", _draw(pair, task.draw, is_old=is_old), ("draw",))
    if task.decide:
        questions = [
            {
                "id": question.id,
                "ask": question.ask,
                "yes": _reference(pair, question.yes, is_old=is_old),
                "no": _reference(pair, question.no, is_old=is_old),
            }
            for question in task.decide
        ]
        yield Rule("decide", questions, ("decide",))


def _reference(pair: TaskPair, label: str | None, *, is_old: bool) -> str | None:
    return pair.carried(label) if is_old else label


def _unsure(pair: TaskPair, unsure: Unsure, *, is_old: bool) -> Mapping[str, Any]:
    return {"use": _reference(pair, unsure.use, is_old=is_old), "say": unsure.say}


def _draw(pair: TaskPair, draw: Draw, *, is_old: bool) -> Mapping[str, Any]:
    return {
        **draw.model_dump(mode="python"),
        "crowd": _reference(pair, draw.crowd, is_old=is_old),
    }


def _tie_break(pair: TaskPair, rule: TieBreak, *, is_old: bool) -> Mapping[str, Any]:
    over = set(rule.over)
    if is_old:
        # A retired label leaves the list; its records' new label was never meant by it.
        over = {fate for label in over - pair.retired for fate in pair.fates(label)}
    return {
        "text": rule.text,
        "use": _reference(pair, rule.use, is_old=is_old),
        "over": sorted(over),
    }


def _confusable(
    pair: TaskPair, rule: Confusable, *, is_old: bool
) -> tuple[str | None, Mapping[str, Any]]:
    """Return the pair's name and words; no name where both labels became one."""
    first, second = (_reference(pair, label, is_old=is_old) or label for label in rule.labels)
    pick = {
        _reference(pair, label, is_old=is_old) or label: text for label, text in rule.pick.items()
    }
    name = None if first == second else pair_name(first, second)
    return name, {"ask": rule.ask, "pick": dict(sorted(pick.items()))}
