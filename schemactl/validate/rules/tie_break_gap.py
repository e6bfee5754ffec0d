"""Two tie-breaks for the same case are no help while nothing says which of them comes first."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from schemactl.model.finding import Finding
from schemactl.model.schema import TieBreak
from schemactl.model.taxonomy import Taxonomy
from schemactl.validate.subject import SchemaSubject

# Every two are compared by way of all others, and nobody applies more than a few.
_MOST = 100


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every tie-break whose label wins over one that another label wins over, too."""
    for taxonomy in subject.taxonomies:
        # Where an answer has several labels or regions, both winners may be given.
        task = taxonomy.task
        if task.type == "classification" and task.choose.max == 1 and len(task.tie_breaks) <= _MOST:
            yield from _in_task(taxonomy)


def _in_task(taxonomy: Taxonomy) -> Iterator[Finding]:
    below: dict[str, set[str]] = defaultdict(set)
    for rule in taxonomy.task.tie_breaks:
        below[rule.use].update(rule.over)
    winners: dict[str, dict[str, TieBreak]] = defaultdict(dict)
    told: set[frozenset[str]] = set()
    for position, rule in enumerate(taxonomy.task.tie_breaks):
        for loser in rule.over:
            for other in winners[loser].values():
                pair = frozenset((rule.use, other.use))
                if pair in told or _is_settled(taxonomy, below, rule.use, other.use):
                    continue
                told.add(pair)
                yield Finding(
                    (*taxonomy.pointer, "tie_breaks", position, "use"),
                    f"`{rule.id}` puts `{rule.use}` over `{loser}`, `{other.id}` puts "
                    f"`{other.use}` over it, and nothing says which of the two wins",
                    f"add `{rule.use}` to `over` of a tie-break for `{other.use}`, or the reverse",
                    rule.use,
                )
            winners[loser].setdefault(rule.use, rule)


def _is_settled(taxonomy: Taxonomy, below: Mapping[str, set[str]], one: str, other: str) -> bool:
    """Tell whether one label wins over the other, by whatever way, or is its group."""
    if one == other or _is_above(below, one, other) or _is_above(below, other, one):
        return True
    return one in taxonomy.ancestors(other) or other in taxonomy.ancestors(one)


def _is_above(below: Mapping[str, set[str]], start: str, goal: str) -> bool:
    seen, queue = {start}, [start]
    while queue:
        label = queue.pop()
        if goal in below.get(label, ()):
            return True
        fresh = below.get(label, set()) - seen
        seen |= fresh
        queue.extend(fresh)
    return False
