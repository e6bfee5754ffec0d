"""Tie-breaks that contradict each other decide by who reads which of them first."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.model.taxonomy import Taxonomy
from schemactl.validate.subject import SchemaSubject

# Whom each label wins over so far, and by which tie-break.
_Wins = dict[str, dict[str, str]]


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every label that a tie-break puts below one which it wins over elsewhere."""
    for taxonomy in subject.taxonomies:
        if taxonomy.task.tie_breaks:
            yield from _in_task(taxonomy)


def _in_task(taxonomy: Taxonomy) -> Iterator[Finding]:
    wins: _Wins = {}
    for position, rule in enumerate(taxonomy.task.tie_breaks):
        for number, loser in enumerate(rule.over):
            rules = _way(wins, loser, rule.use)
            if rules is None:
                wins.setdefault(rule.use, {}).setdefault(loser, rule.id)
                continue
            message = f"`{rule.id}` puts `{rule.use}` over itself"
            if rules:
                named = " and ".join(f"`{name}`" for name in dict.fromkeys(rules))
                others = "says" if len(set(rules)) == 1 else "together say"
                message = f"`{rule.use}` wins over `{loser}` here, and {named} {others} the reverse"
            pointer = (*taxonomy.pointer, "tie_breaks", position, "over", number)
            yield Finding(pointer, message, "decide which label wins, and say it once", rule.use)


def _way(wins: _Wins, start: str, goal: str) -> list[str] | None:
    """Return the tie-breaks by which one label wins over another, or None if it does not."""
    came: dict[str, list[str]] = {start: []}
    queue = [start]
    while queue:
        label = queue.pop(0)
        if label == goal:
            return came[label]
        for below, rule in wins.get(label, {}).items():
            if below not in came:
                came[below] = [*came[label], rule]
                queue.append(below)
    return None
