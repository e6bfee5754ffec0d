"""Compile: a chain of migrations as one function from an annotation to what becomes of it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from schemactl.migrate.compose import Asked, Chain, Decision, Fork, evaluate
from schemactl.migrate.condition import Condition
from schemactl.migrate.fates import Branch, Fates, hop_fates
from schemactl.migrate.fidelity import Fidelity, fidelities
from schemactl.migrate.hop import Hop, Station
from schemactl.migrate.outcome import Outcome, Place, Unchanged
from schemactl.migrate.record import NO_RECORD, RecordView
from schemactl.model.migration import Step
from schemactl.model.taxonomy import taxonomies
from schemactl.releases.canonical import canonical_bytes, digest_of, plain_data


class ChainStep(NamedTuple):
    """A step of the chain: its hop and its place among the steps there, both from 0."""

    hop: int
    position: int
    step: Step
    fidelity: Fidelity


class CompiledMigration(NamedTuple):
    """What becomes of annotations on the way from `start` to `end`.

    `settled` leads from task and label straight to the outcome, for all that no record changes;
    `open` holds the rest, for which a reader has to show `fields` of the record (roles, or names
    with dots), and its labels where `asks_labels` says so. `digest` pins releases and mappings:
    equal digests, equal outcomes.
    """

    start: Station
    end: Station
    hops: tuple[Hop, ...]
    steps: tuple[ChainStep, ...]
    settled: Mapping[str, Mapping[str | None, Outcome]]
    open: Mapping[Place, Fork | Asked]
    fields: tuple[str, ...]
    asks_labels: bool
    digest: str

    def decide(self, task: str, label: str | None, record: RecordView = NO_RECORD) -> Outcome:
        """Return what becomes of an annotation with a label (an id), or with none.

        Raises KeyError for a task or label that the first version does not have.
        """
        found = self.settled[task].get(label)
        if found is not None:
            return found
        return evaluate(self.open[task, label], record)

    def __reduce__(self) -> tuple[object, ...]:
        """Send the releases and compile again: what is compiled cannot be sent to a process."""
        return compile_migration, (self.start, self.hops)


def compile_migration(start: Station, hops: Sequence[Hop]) -> CompiledMigration:
    """Compile a chain that begins at `start`; without hops nothing changes.

    Every label of the first version gets an outcome, and every label that comes out exists in
    the last one. Raises SchemactlError where that cannot be.
    """
    steps: list[ChainStep] = []
    chain: list[Fates] = []
    for number, hop in enumerate(hops):
        first = len(steps)
        fates = hop_fates(hop, first)
        written = () if hop.migration is None else hop.migration.steps
        told = zip(written, fidelities(written, fates, first), strict=True)
        steps += [ChainStep(number, at, *both) for at, both in enumerate(told)]
        chain.append(fates)
    decisions = Chain(chain).decisions if chain else _identity(start)
    settled: dict[str, dict[str | None, Outcome]] = {}
    undecided: dict[Place, Fork | Asked] = {}
    for (task, label), decision in decisions.items():
        of_task = settled.setdefault(task, {})
        if isinstance(decision, Fork | Asked):
            undecided[task, label] = decision
        else:
            of_task[label] = decision
    end = hops[-1].new if hops else start
    conditions = [condition for fates in chain for condition in _conditions(fates)]
    return CompiledMigration(
        start,
        end,
        tuple(hops),
        tuple(steps),
        settled,
        undecided,
        tuple(sorted({name for condition in conditions for name in condition.fields})),
        any(condition.tasks for condition in conditions),
        _digest(start, hops),
    )


def _conditions(fates: Fates) -> Iterator[Condition]:
    for fate in fates.values():
        if isinstance(fate, Branch):
            yield from (condition for condition, _ in fate.cases)


def _identity(start: Station) -> dict[Place, Decision]:
    return {
        (taxonomy.task.id, label): Unchanged()
        for taxonomy in taxonomies(start.schema)
        for label in (None, *taxonomy.by_id)
    }


def _digest(start: Station, hops: Sequence[Hop]) -> str:
    """Return one digest over the releases on the way and what leads from one to the next."""
    way: list[object] = [[start.ref, start.digest]]
    for hop in hops:
        plan = None if hop.migration is None else plain_data(hop.migration)
        way.append([hop.new.ref, hop.new.digest, plan])
    return digest_of(canonical_bytes(way))
