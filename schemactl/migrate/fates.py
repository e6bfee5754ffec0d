"""Fates: what one hop makes of each label of its old version, by the steps of its migration."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple, assert_never

from schemactl.errors import SchemactlError
from schemactl.migrate.condition import Condition, compile_condition
from schemactl.migrate.hop import Hop, Sides
from schemactl.migrate.marks import Marks, read_marks
from schemactl.migrate.outcome import (
    Candidate,
    Dropped,
    Mapped,
    Outcome,
    Place,
    Queued,
    Steps,
    Unchanged,
)
from schemactl.model.label import Label
from schemactl.model.migration import (
    Merge,
    Otherwise,
    Recode,
    Retire,
    Split,
    Step,
    Target,
    TaskStep,
    Use,
)
from schemactl.model.similar import nearest
from schemactl.model.taxonomy import Taxonomy


class Branch(NamedTuple):
    """The record decides: the first case that holds, else `otherwise`.

    `undecided` is for a record whose labels, which a case asks for, wait for a person.
    """

    cases: tuple[tuple[Condition, Outcome], ...]
    otherwise: Outcome
    undecided: Outcome


Fate = Outcome | Branch
Fates = Mapping[Place, Fate]
_OwnStep = Recode | Merge | Split | Retire


def hop_fates(hop: Hop, first: int) -> Fates:
    """Return the fate of every label of the old version, and of each task's answers without one.

    `first` is the position of the hop's first step in the chain. Every label that comes out
    exists in the new version; one that only groups labels there is chosen by a person. Raises
    SchemactlError where a label has no fate or two, or a step starts or leads nowhere.
    """
    sides = Sides(hop)
    teller = _Teller(sides, read_marks(sides, first))
    own, tasks = _own_steps(sides, first), _task_steps(sides, first)
    found: dict[Place, Fate] = {}
    for task, taxonomy in sides.old.items():
        found[task, None] = teller.of_task(task, None, tasks.get(task))
        for label_id, place in taxonomy.by_id.items():
            step = own.get((task, label_id))
            if step is not None:
                found[task, label_id] = teller.of_step((task, label_id), *step)
            else:
                found[task, label_id] = teller.of_task(task, place.label, tasks.get(task))
    return found


def outcomes(fate: Fate) -> Iterator[Outcome]:
    """Yield everything that a fate may turn out to be, but for what waits for another label."""
    if not isinstance(fate, Branch):
        yield fate
        return
    yield from (outcome for _, outcome in fate.cases)
    yield fate.otherwise


def _own_steps(sides: Sides, first: int) -> dict[Place, tuple[_OwnStep, int]]:
    """Return the step of each old label that has one."""
    found: dict[Place, tuple[_OwnStep, int]] = {}
    for position, step in _numbered(sides, first):
        match step:
            case Recode() | Split() | Retire():
                names: tuple[str, ...] = (step.source,)
            case Merge():
                names = step.sources
            case _:
                continue
        for name in dict.fromkeys(names):
            places = list(sides.sources(name, step.task))
            told = [place for place in places if place in found]
            if not places or told:
                raise _no_source(sides, name, is_told=bool(told))
            found.update(dict.fromkeys(places, (step, position)))
    return found


def _no_source(sides: Sides, name: str, *, is_told: bool) -> SchemactlError:
    refs = f"{sides.hop.old.ref} to {sides.hop.new.ref}"
    if is_told:
        return SchemactlError(
            f"two steps of the migration from {refs} tell the fate of label {name!r}",
            "leave one of them: a split may lead to many labels",
        )
    known = list(sides.old_labels.names())
    return SchemactlError(
        f"a step of the migration from {refs} is about {name!r}, which is no label before it",
        nearest(name, known) or "check the name",
    )


def _task_steps(sides: Sides, first: int) -> dict[str, tuple[TaskStep, int]]:
    """Return the step of each old task that has one."""
    return {
        task: (step, position)
        for position, step in _numbered(sides, first)
        if isinstance(step, TaskStep)
        for task in sides.old
        if step.task in (task, sides.partners.get(task))
    }


def _numbered(sides: Sides, first: int) -> Iterator[tuple[int, Step]]:
    migration = sides.hop.migration
    return enumerate(() if migration is None else migration.steps, first)


class _Teller:
    """Tells the fate of labels: where steps lead, and what marks make of it."""

    def __init__(self, sides: Sides, marks: Marks) -> None:
        self.sides = sides
        self.marks = marks

    def of_step(self, source: Place, step: _OwnStep, position: int) -> Fate:
        """Return what a step makes of one of its labels."""
        match step:
            case Recode() | Merge():
                return self._lead(source, self.sides.target(step.target, source[0]), (position,))
            case Retire():
                return self._otherwise(source, step.otherwise, position)
            case Split():
                return self._split(source, step, position)
            case _:
                assert_never(step)

    def of_task(self, task: str, label: Label | None, step: tuple[TaskStep, int] | None) -> Fate:
        """Return what becomes of a label without a step of its own, or of an answer without one."""
        source = (task, None if label is None else label.id)
        new_task = self.sides.partners.get(task)
        said = None if step is None else step[0].otherwise
        if step is not None and (said is not None or new_task is None):
            return self._of_task_step(source, step, new_task)
        if label is None and new_task is not None:
            return self._lead(source, (new_task, None), ())
        if (
            label is not None
            and new_task is not None
            and label.id in self.sides.new[new_task].by_id
        ):
            return self._lead(source, (new_task, label.id), ())
        if label is None:
            return Dropped()
        if label.index is None:
            # What never had an index only grouped labels; nobody was to choose it.
            return Queued(new_task)
        raise SchemactlError(
            f"nothing says what becomes of label {task}/{label.id} of {self.sides.hop.old.ref} "
            f"in {self.sides.hop.new.ref}",
            "release a version whose migration recodes, merges, splits or retires it",
        )

    def _of_task_step(
        self, source: Place, step: tuple[TaskStep, int], new_task: str | None
    ) -> Outcome:
        said, position = step[0].otherwise or "drop", step[1]
        if source[1] is None and isinstance(said, Use):
            # That nothing applies is no label, and a value is none either.
            return (
                Dropped((position,))
                if new_task is None
                else self._lead(source, (new_task, None), ())
            )
        return self._otherwise(source, said, position)

    def _otherwise(self, source: Place, said: Otherwise, position: int) -> Outcome:
        if isinstance(said, Use):
            return self._lead(source, self.sides.target(said.use, source[0]), (position,))
        if said == "drop":
            return Dropped((position,))
        return Queued(self.sides.partners.get(source[0]), (), (position,))

    def _split(self, source: Place, step: Split, position: int) -> Fate:
        targets = [(self.sides.target(one.label, source[0]), one) for one in step.targets]
        people = self._asked(source, targets, position)
        otherwise: Outcome = people
        if step.otherwise != "relabel":
            otherwise = self._otherwise(source, step.otherwise, position)
        cases = tuple(
            (self._condition(one), self._lead(source, target, (position,)))
            for target, one in targets
            if one.when is not None
        )
        if not cases:
            return otherwise
        ends = [*(outcome for _, outcome in cases), otherwise]
        return Branch(cases, otherwise, _whichever(source, people, ends))

    def _condition(self, target: Target) -> Condition:
        try:
            return compile_condition(target.when or {})
        except ValueError as error:
            raise SchemactlError(
                f"the split of {self.sides.hop.new.ref} into {target.label!r} tests for a "
                f"pattern that cannot run: {error}",
                "release a version whose migration writes the pattern as RE2 reads it",
            ) from None

    def _asked(self, source: Place, targets: list[tuple[Place, Target]], position: int) -> Queued:
        new_task = self.sides.partners.get(source[0])
        candidates: dict[Place, Candidate] = {}
        for target, one in targets:
            for task, label in self._choosable(target):
                candidates.setdefault((task, label), Candidate(task, label, one.criterion))
        return Queued(new_task, tuple(candidates.values()), (position,))

    def _lead(self, source: Place, target: Place, steps: Steps) -> Outcome:
        """Lead an annotation to a label that exists; what marks say of it comes on top."""
        if target in self.marks.shifted:
            return Queued(target[0], (), (*steps, self.marks.shifted[target]))
        choosable = self._choosable(target)
        if choosable != [target] and self._is_selectable(self.sides.old, source):
            candidates = tuple(Candidate(*place) for place in choosable)
            return Queued(target[0], candidates, steps)
        reviews = self.marks.reviews(source, target)
        if source == target:
            return Unchanged(steps, reviews)
        return Mapped(*target, steps, reviews)

    def _choosable(self, target: Place) -> list[Place]:
        """Return the label, or the ones below it where it only groups labels now."""
        task, label = target
        if label is None or self._is_selectable(self.sides.new, target):
            return [target]
        taxonomy = self.sides.new[task]
        return [
            (task, one.id) for one in taxonomy.selectable if label in taxonomy.ancestors(one.id)
        ]

    @staticmethod
    def _is_selectable(side: Mapping[str, Taxonomy], place: Place) -> bool:
        task, label = place
        return label is None or side[task].is_selectable(side[task].by_id[label].label)


def _whichever(source: Place, people: Queued, ends: list[Outcome]) -> Queued:
    """Return the question for a person that has every one of the ends among its answers."""
    if any(isinstance(end, Queued) and not end.candidates for end in ends):
        return people._replace(candidates=())
    said = {(one.task, one.label): one for one in people.candidates}
    found: dict[Place, Candidate] = {}
    for end in ends:
        for place in _places(source, end):
            found[place] = said.get(place, Candidate(*place))
    return people._replace(candidates=tuple(found.values()))


def _places(source: Place, end: Outcome) -> list[Place]:
    """Return the labels that an outcome may mean; none is for what is dropped."""
    match end:
        case Unchanged():
            return [source]
        case Mapped():
            return [(end.task, end.label)]
        case Queued():
            return [(one.task, one.label) for one in end.candidates]
        case Dropped():
            return [(source[0], None)]
        case _:
            assert_never(end)
