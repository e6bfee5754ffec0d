"""A reference that leads nowhere hides the rule, input, task or value that was meant."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from schemactl.model.finding import Finding, Pointer
from schemactl.model.identifiers import NOTHING
from schemactl.model.reference import LabelIndex, example_ids, rule_ids
from schemactl.model.schema import Task
from schemactl.model.similar import Proposals, nearest
from schemactl.model.taxonomy import Taxonomy, taxonomies
from schemactl.validate.subject import GuidelineSubject, SchemaSubject

# What a condition may ask of an answer, besides being a value or one of a list of values.
_TESTS = ("const", "enum", "minimum", "maximum", "exists", "not")


def check(subject: SchemaSubject | GuidelineSubject) -> Iterator[Finding]:
    """Yield every reference, other than to a label, that leads nowhere."""
    if isinstance(subject, GuidelineSubject):
        yield from _of_guideline(subject)
        return
    yield from _of_cases(subject)
    for taxonomy in subject.taxonomies:
        yield from _of_task(subject, taxonomy)
        yield from _of_exceptions(taxonomy)
    yield from _of_constraints(subject)


def _of_cases(subject: SchemaSubject) -> Iterator[Finding]:
    cited = [
        case
        for taxonomy in subject.taxonomies
        for case in taxonomy.cases
        if case.example.because_of is not None
    ]
    if not cited:
        return
    known = _citable(subject.taxonomies)
    proposals = Proposals(known, "name the id of a tie-break, a clause or an example")
    for case in cited:
        reason = str(case.example.because_of)
        if reason not in known:
            message = f"no tie-break, clause or example has the id `{reason}`"
            hint = proposals.hint(reason)
            yield Finding((*case.pointer, "because_of"), message, hint, case.place.label.id)


def _citable(found: tuple[Taxonomy, ...]) -> set[str]:
    questions = (question.id for taxonomy in found for question in taxonomy.task.decide)
    return set(chain(rule_ids(found), example_ids(found), questions))


def _of_task(subject: SchemaSubject, taxonomy: Taxonomy) -> Iterator[Finding]:
    task = taxonomy.task
    inputs = list(subject.schema.inputs)
    for position, name in enumerate(task.inputs):
        if name not in inputs:
            hint = nearest(name, inputs) or f"add it to `inputs`, as `{name}: {{type: text}}`"
            pointer = (*taxonomy.pointer, "inputs", position)
            yield Finding(pointer, f"the schema has no input `{name}`", hint)
    if task.same_as is not None:
        others = [other.id for other in subject.schema.tasks if other.id != task.id]
        if task.same_as not in others:
            pointer = (*taxonomy.pointer, "labels", "same_as")
            yield Finding(
                pointer,
                f"the schema has no other task `{task.same_as}`",
                nearest(task.same_as, others) or "name the task whose labels are shared",
            )
    yield from _of_joins(subject, taxonomy)
    yield from _of_skeleton(taxonomy)


def _of_joins(subject: SchemaSubject, taxonomy: Taxonomy) -> Iterator[Finding]:
    task = taxonomy.task
    if task.joins is None:
        return
    others = [other.id for other in subject.schema.tasks if other.id != task.id]
    for end, named in (("from", task.joins.source), ("to", task.joins.target)):
        for position, name in enumerate(named):
            if name not in others:
                hint = nearest(name, others) or "name a task whose annotations are joined"
                pointer = (*taxonomy.pointer, "joins", end, position)
                yield Finding(pointer, f"the schema has no other task `{name}`", hint)


def _of_skeleton(taxonomy: Taxonomy) -> Iterator[Finding]:
    task = taxonomy.task
    known = [point.id for point in task.points]
    for position, bone in enumerate(task.skeleton):
        for end, name in enumerate(bone):
            if name not in known:
                hint = nearest(name, known) or "name a point of the task"
                pointer = (*taxonomy.pointer, "skeleton", position, end)
                yield Finding(pointer, f"task `{task.id}` has no point `{name}`", hint)


def _of_exceptions(taxonomy: Taxonomy) -> Iterator[Finding]:
    known = [attribute.id for attribute in taxonomy.task.attributes]
    for place in taxonomy.places:
        for position, name in enumerate(place.label.leaves_out):
            if name not in known:
                yield Finding(
                    (*place.pointer, "except", position),
                    f"task `{taxonomy.task.id}` has no attribute `{name}` to leave out",
                    nearest(name, known) or "name an attribute of the task",
                    place.label.id,
                )


def _of_constraints(subject: SchemaSubject) -> Iterator[Finding]:
    labels = LabelIndex(subject.taxonomies)
    tasks = {task.id: task for task in subject.schema.tasks}
    for position, constraint in enumerate(subject.schema.constraints):
        for part, conditions in (("if", constraint.condition), ("then", constraint.consequence)):
            for name, wanted in conditions.items():
                here = ("constraints", position, part, name)
                task = tasks.get(name.partition("/")[0])
                if task is None:
                    hint = nearest(name, list(tasks)) or "name a task"
                    yield Finding(here, f"the schema has no task `{name}`", hint)
                    continue
                yield from _of_tests(wanted, here)
                if "/" in name:
                    yield from _of_attribute(name, here, task)
                    continue
                for value, pointer in _values(wanted, here):
                    yield from _of_value(value, pointer, task, labels)


def _of_attribute(name: str, here: Pointer, task: Task) -> Iterator[Finding]:
    known = [f"{task.id}/{attribute.id}" for attribute in task.attributes]
    if name not in known:
        hint = nearest(name, known) or "name an attribute of the task"
        yield Finding(here, f"task `{task.id}` has no attribute `{name.partition('/')[2]}`", hint)


def _values(wanted: Any, here: Pointer) -> Iterator[tuple[Any, Pointer]]:
    """Yield the values that a condition names: one, a list, or those of its tests."""
    if isinstance(wanted, dict):
        for test in ("const", "enum", "not"):
            if test in wanted:
                yield from _values(wanted[test], (*here, test))
    elif isinstance(wanted, list):
        for position, value in enumerate(wanted):
            yield value, (*here, position)
    else:
        yield wanted, here


def _of_value(value: Any, pointer: Pointer, task: Task, labels: LabelIndex) -> Iterator[Finding]:
    known = labels.of(task.id)
    if task.scale is not None:
        is_inside = isinstance(value, int) and task.scale.min <= value <= task.scale.max
        if not is_inside:
            message = f"`{value}` is not on the scale of task `{task.id}`"
            yield Finding(pointer, message, f"it runs from {task.scale.min} to {task.scale.max}")
    elif task.type == "number":
        yield from _beyond(value, pointer, task)
    elif known and value is not None and str(value) not in known and value != NOTHING:
        message = f"task `{task.id}` has no label `{value}`"
        hint = Proposals(known, "name a label of the task").hint(str(value))
        yield Finding(pointer, message, hint)


def _beyond(value: Any, pointer: Pointer, task: Task) -> Iterator[Finding]:
    """Yield a value that is no number, or that the limits of the task leave out."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    low, high = task.minimum, task.maximum
    if not is_number:
        message = f"`{value}` is no answer to task `{task.id}`"
        yield Finding(pointer, message, "name a number")
    elif (low is not None and value < low) or (high is not None and value > high):
        message = f"`{value}` is beyond the limits of task `{task.id}`"
        yield Finding(pointer, message, "name a number from `minimum` to `maximum`")


def _of_tests(wanted: Any, here: Pointer) -> Iterator[Finding]:
    if isinstance(wanted, dict):
        for test in wanted:
            if test not in _TESTS:
                hint = nearest(test, _TESTS) or f"there are {', '.join(_TESTS)}"
                yield Finding((*here, test), f"a condition cannot ask for `{test}`", hint)


def _of_guideline(subject: GuidelineSubject) -> Iterator[Finding]:
    if not subject.schemas:
        return
    yield from _of_gates(subject)
    cited = [draft for draft in subject.rulings if draft.ruling.because_of is not None]
    if not cited:
        return
    known = {draft.ruling.id for draft in subject.rulings}
    known = known.union(*(_citable(taxonomies(schema)) for schema in subject.schemas))
    proposals = Proposals(known, "name the id of a tie-break, a clause, an example or a ruling")
    for draft in cited:
        reason = str(draft.ruling.because_of)
        if reason not in known:
            message = f"no tie-break, clause, example or ruling has the id `{reason}`"
            yield Finding(("because_of",), message, proposals.hint(reason), None, draft.file)


def _of_gates(subject: GuidelineSubject) -> Iterator[Finding]:
    known: Sequence[str] = [task.id for schema in subject.schemas for task in schema.tasks]
    for position, gate in enumerate(subject.guideline.gates):
        if gate.task not in known:
            message = f"schema `{subject.guideline.covers.name}` has no task `{gate.task}`"
            hint = nearest(gate.task, known) or "name a task of the schema"
            yield Finding(("gates", position, "task"), message, hint)
