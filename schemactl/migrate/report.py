"""Report: the counts of a run as plain data, in the shape of `migrate plan` and `apply`."""

from collections import Counter
from collections.abc import Mapping
from typing import Any, assert_never

from schemactl.migrate.compile import ChainStep, CompiledMigration
from schemactl.migrate.hop import Station
from schemactl.migrate.outcome import Place
from schemactl.migrate.tally import (
    ANNOTATIONS_IN,
    ENTRIES,
    FOLDED,
    HELD,
    KINDS,
    RECORDS_IN,
    RECORDS_LEFT,
    REVIEWED,
    UNKNOWN,
    Counts,
    kinds_under,
    label_of,
    under,
)
from schemactl.model.migration import (
    Add,
    AttributeStep,
    Merge,
    Recode,
    Redefine,
    Retire,
    RuleStep,
    Split,
    Step,
    TaskStep,
    Use,
)
from schemactl.model.similar import nearest
from schemactl.model.taxonomy import taxonomies

Plain = dict[str, Any]

_MOST_TOLD = 5
_MOST_UNKNOWN = 10_000


def report(counts: Counts, migration: CompiledMigration) -> Plain:
    """Return what was counted, under the names of labels where only one task has them."""
    before, after = _Names(migration.start), _Names(migration.end)
    return {
        "from": migration.start.ref,
        "to": migration.end.ref,
        "plan": migration.digest,
        "steps": [_step(n, step, counts) for n, step in enumerate(migration.steps)],
        "records": {
            "in": counts[RECORDS_IN],
            **kinds_under(counts, "record"),
            "out": counts[RECORDS_IN] - counts[RECORDS_LEFT],
        },
        "annotations": {"in": counts[ANNOTATIONS_IN], **kinds_under(counts, "annotation")},
        "reviewed": counts[REVIEWED],
        "labels": {
            "before": before.counted(counts, "before"),
            "after": after.counted(counts, "after"),
        },
        "spellings": {str(key[0]): n for key, n in sorted(under(counts, "spelling").items())},
        "unknown_labels": _unknown(counts),
        "unknown_tasks": _unknown_tasks(counts),
        "folded": counts[FOLDED],
        "held": counts[HELD],
        "queue": {"entries": counts[ENTRIES], "reviews": after.counted(counts, "review")},
        "flow": _flow(counts, before, after),
    }


class _Names:
    """The names of the labels of a schema: ids, with their task where several tasks have one."""

    def __init__(self, station: Station) -> None:
        self.order: dict[Place, int] = {}
        ids: Counter[str] = Counter()
        for taxonomy in taxonomies(station.schema):
            ids.update(taxonomy.by_id.keys())
            for label in taxonomy.by_id:
                self.order[taxonomy.task.id, label] = len(self.order)
        self.shared = frozenset(label for label, count in ids.items() if count > 1)

    def name(self, task: str, label: str) -> str:
        return f"{task}/{label}" if label in self.shared else label

    def counted(self, counts: Counts, what: str) -> dict[str, int]:
        """Return the counts by label, in the order of the schema."""
        found = {
            (str(task), str(label)): n
            for (task, label), n in under(counts, what).items()
            if label is not None
        }
        return {
            self.name(*place): found[place] for place in sorted(found, key=self.order.__getitem__)
        }


def _step(position: int, chained: ChainStep, counts: Counts) -> Plain:
    kinds = {kind: counts["step", position, kind] for kind in KINDS}
    source, target = _ends(chained.step)
    return {
        "change": chained.step.change,
        "from": source,
        "to": target,
        "fidelity": chained.fidelity,
        "annotations": sum(kinds.values()),
        **{kind: kinds[kind] for kind in ("mapped", "queued", "dropped")},
        "reviewed": counts["review-step", position],
    }


def _ends(step: Step) -> tuple[list[str], list[str]]:
    """Return the labels that a step leads from and to, as it writes them."""
    match step:
        case Recode():
            return [step.source], [step.target]
        case Merge():
            return list(step.sources), [step.target]
        case Split():
            return [step.source], [one.label for one in step.targets]
        case Retire():
            used = step.otherwise
            return [step.source], [used.use] if isinstance(used, Use) else []
        case Add():
            return [], [step.target]
        case Redefine():
            return [step.label], [step.label]
        case TaskStep() | AttributeStep() | RuleStep():
            return [], []
        case _:
            assert_never(step)


def _unknown(counts: Counts) -> dict[str, int]:
    """Return the spellings that no label has, with tasks that the schema lacks, most first."""
    found: Counter[str] = Counter()
    for (text,), number in under(counts, "unknown-label").items():
        found[str(text)] += number
    if counts[UNKNOWN] and not found:
        found.update(_unknown_tasks(counts))
    return dict(found.most_common(_MOST_UNKNOWN))


def _unknown_tasks(counts: Counts) -> dict[str, int]:
    """Return the tasks that the schema lacks, empty where none is named, most first."""
    told = under(counts, "unknown-task").items()
    return dict(Counter({str(text): number for (text,), number in told}).most_common(_MOST_UNKNOWN))


def _flow(counts: Counts, before: _Names, after: _Names) -> list[Plain]:
    """Return how many annotations went from which label to which, or to people, or nowhere."""
    found = []
    for key, number in under(counts, "flow").items():
        task, label, kind, new_task, new_label = map(label_of, key)
        source = None if label is None else before.name(str(task), label)
        target = None if new_label is None else after.name(str(new_task), new_label)
        rank = before.order.get((str(task), str(label)), -1)
        found.append((rank, {"from": source, "to": target, "kind": kind, "annotations": number}))
    found.sort(key=lambda one: (one[0], str(one[1]["kind"]), str(one[1]["to"])))
    return [flow for _, flow in found]


def explain_unknown(told: Plain, migration: CompiledMigration) -> tuple[str, str]:
    """Return the message about unknown labels or tasks, and what to do about it as a hint."""
    unknown: dict[str, int] = told["unknown_labels"]
    tasks: dict[str, int] = told["unknown_tasks"]
    every = taxonomies(migration.start.schema)
    known = list({spelling: None for taxonomy in every for spelling in taxonomy.spellings})
    ref = migration.start.ref
    if not tasks or set(unknown).difference(known, tasks):
        hints = [hint for one in list(unknown)[:_MOST_TOLD] if (hint := nearest(one, known))]
        message = f"labels that {ref} lacks: {_told(unknown)}"
        return f"{message}; nothing is written", "; ".join(hints) or "see `schemactl data check`"
    named = {task: number for task, number in tasks.items() if task}
    if not named:
        message = f"{tasks['']} annotations name no task"
    else:
        message = f"tasks that {ref} lacks: {_told(named)}"
    ids = ", ".join(taxonomy.task.id for taxonomy in every)
    hint = f"give --task, or --column label:TASK=COL (tasks: {ids})"
    return f"{message}; nothing is written", f"{hint}; `schemactl data check` tells where"


def _told(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{one!r} {number}" for one, number in list(counts.items())[:_MOST_TOLD])
