"""Check what an item's annotations say together: choices, constraints, ends of relations."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from schemactl.data.answer_log import Answer
from schemactl.data.canonical_row import canonical_row
from schemactl.data.check import at_least
from schemactl.model.annotation import Annotation, Problem
from schemactl.model.conditions import holds
from schemactl.model.release import ReleasedSchema
from schemactl.model.schema import Constraint
from schemactl.model.task import problem
from schemactl.model.tasks.catalog import find_task_type
from schemactl.model.tasks.mask import unpainted
from schemactl.model.tasks.relation import dangling, tasks_by_id
from schemactl.model.taxonomy import Taxonomy, taxonomies

Found = Iterator[tuple[Answer, Problem]]


class Limits(NamedTuple):
    """How many labels an answer to a task has; None is any number."""

    least: int
    most: int | None


def limits_of(taxonomy: Taxonomy) -> Limits:
    """Return how many different labels one annotator may give one item; regions are free."""
    task = taxonomy.task
    if "choose" in find_task_type(task.type).FIELDS:
        return Limits(task.choose.min, task.choose.max)
    return Limits(0, None)


def is_single(taxonomy: Taxonomy) -> bool:
    """Tell whether an annotator answers the task once for each item: one label, or a value."""
    kind = find_task_type(taxonomy.task.type)
    if "choose" in kind.FIELDS:
        return taxonomy.task.choose.max == 1
    # The other types have labels at places, of which an item may have many, or else a value.
    return "hierarchy" not in kind.FIELDS


def needs_ancestors(taxonomy: Taxonomy) -> bool:
    """Tell whether who chooses a label must choose those above it too."""
    limits = limits_of(taxonomy)
    is_several = limits.most is None or limits.most > 1
    return taxonomy.task.hierarchy.ancestors == "explicit" and is_several


class AnswerChecker:
    """Checks the annotations of one item after another."""

    def __init__(self, schema: ReleasedSchema, items_are_content: bool) -> None:
        """Check under this schema; where items are known by content, it may stand there twice."""
        self.schema = schema
        self.items_are_content = items_are_content
        self.taxonomies = {one.task.id: one for one in taxonomies(schema)}

    def check(self, answers: list[Answer]) -> Found:
        """Yield what is wrong with the annotations of one item, and the one it is said of."""
        yield from self._repetitions(answers)
        people: dict[tuple[str | None, str | None], list[Answer]] = defaultdict(list)
        for answer in answers:
            people[answer.annotation.annotator, answer.annotation.batch].append(answer)
        for own in people.values():
            yield from self._of_annotator(own)
        for taxonomy in self.taxonomies.values():
            if taxonomy.task.type == "relation":
                yield from _dangling(answers, taxonomy)

    def _of_annotator(self, answers: list[Answer]) -> Found:
        tasks: dict[str, list[Answer]] = defaultdict(list)
        for answer in answers:
            if answer.annotation.task in self.taxonomies:
                tasks[answer.annotation.task].append(answer)
        for task_id, own in tasks.items():
            taxonomy = self.taxonomies[task_id]
            yield from self._choices(taxonomy, own)
            yield from _ancestors(taxonomy, own) if needs_ancestors(taxonomy) else ()
            yield from _pixels(taxonomy, own) if taxonomy.task.every_pixel else ()
        for constraint in self.schema.constraints:
            if violated := _violated(constraint, tasks):
                yield violated

    def _repetitions(self, answers: list[Answer]) -> Found:
        kind, message = "duplicate-annotation", "the same annotation stands there twice"
        if self.items_are_content:
            kind = "repeated-content"
            message = "the same content stands there twice, with the same answer"
        seen: set[bytes] = set()
        for answer in answers:
            said = _said(answer)
            if said in seen:
                yield answer, problem(kind, answer.annotation, message)
            seen.add(said)

    def _choices(self, taxonomy: Taxonomy, answers: list[Answer]) -> Found:
        if not is_single(taxonomy) and limits_of(taxonomy) == Limits(0, None):
            return
        if self.items_are_content:
            lines: dict[tuple[int, int], list[Answer]] = defaultdict(list)
            for answer in answers:
                lines[answer.file, answer.line].append(answer)
            for own in lines.values():
                yield from _counted(taxonomy, own)
            yield from _different_content(taxonomy, answers)
        elif contradiction := _contradiction(taxonomy, answers):
            yield contradiction
        else:
            yield from _counted(taxonomy, answers)


def _said(answer: Answer) -> bytes:
    # The same answer in two batches is a second opinion, not a repetition.
    annotation = answer.annotation
    return canonical_row([*annotation[:7], annotation.batch, answer.is_known])


def _annotations(answers: Iterable[Answer]) -> list[Annotation]:
    return [answer.annotation for answer in answers]


def _dangling(answers: list[Answer], taxonomy: Taxonomy) -> Found:
    tasks = tasks_by_id(_annotations(answers))
    for answer in answers:
        if answer.annotation.task == taxonomy.task.id:
            for found in dangling(answer.annotation, tasks, taxonomy.task):
                yield answer, found


def _pixels(taxonomy: Taxonomy, answers: list[Answer]) -> Found:
    for found in unpainted(_annotations(answers), taxonomy.task):
        yield answers[0], found


def _labels(answers: Iterable[Answer]) -> list[str]:
    """Return the different labels in the order of their first use."""
    found = (answer.annotation.label for answer in answers)
    return list(dict.fromkeys(label for label in found if label is not None))


def _counted(taxonomy: Taxonomy, answers: list[Answer]) -> Found:
    limits = limits_of(taxonomy)
    count = len(_labels(answers))
    task = taxonomy.task.id
    first = answers[0]
    if limits.most is not None and count > limits.most:
        limit = "one label" if limits.most == 1 else f"at most {limits.most} labels"
        message = f"task `{task}` takes {limit}, not {count}"
        yield first, problem("too-many-choices", first.annotation, message)._replace(label=None)
    elif 0 < count < limits.least:
        message = f"task `{task}` needs {at_least(limits.least)}, not {count}"
        yield first, problem("too-few-choices", first.annotation, message)._replace(label=None)


def _different_content(taxonomy: Taxonomy, answers: list[Answer]) -> Found:
    limits = limits_of(taxonomy)
    count = len(_labels(answers))
    lines = {(answer.file, answer.line) for answer in answers}
    if limits.most is not None and count > limits.most and len(lines) > 1:
        message = f"the same content stands there with {count} different labels"
        first = answers[0]
        yield first, problem("repeated-content", first.annotation, message)._replace(label=None)


def _contradiction(taxonomy: Taxonomy, answers: list[Answer]) -> tuple[Answer, Problem] | None:
    """Return where a named annotator answers a question that has one answer otherwise."""
    first = next((answer for answer in answers if _content(answer) is not None), None)
    if first is None or first.annotation.annotator is None or not is_single(taxonomy):
        return None
    for answer in answers:
        is_elsewhere = (answer.file, answer.line) != (first.file, first.line)
        if is_elsewhere and _content(answer) not in (None, _content(first)):
            was, now = (_shown(one.annotation) for one in (first, answer))
            message = (
                f"`{answer.annotation.annotator}` answers `{taxonomy.task.id}` with {now}, "
                f"and with {was} in line {first.line}"
            )
            return answer, problem("contradiction", answer.annotation, message)
    return None


def _content(answer: Answer) -> bytes | None:
    """Return label and value of an answer; None where there is neither."""
    label, value = answer.annotation.label, answer.annotation.value
    return None if label is None and value is None else canonical_row([label, value])


def _shown(annotation: Annotation) -> str:
    if annotation.label is not None:
        return f"`{annotation.label}`"
    return canonical_row([annotation.value])[1:-1].decode()


def _ancestors(taxonomy: Taxonomy, answers: list[Answer]) -> Found:
    chosen = set(_labels(answers))
    done: set[str] = set()
    for answer in answers:
        label = answer.annotation.label
        if label is None or label in done or label not in taxonomy.by_id:
            continue
        done.add(label)
        above = [
            parent
            for parent in taxonomy.parents.get(label, ())
            if parent in taxonomy.by_id and taxonomy.is_selectable(taxonomy.by_id[parent].label)
        ]
        if above and not chosen.intersection(above):
            named = " or ".join(f"`{parent}`" for parent in above)
            message = f"`{label}` is chosen without {named} above it"
            yield answer, problem("missing-ancestor", answer.annotation, message)


def _violated(
    constraint: Constraint, tasks: dict[str, list[Answer]]
) -> tuple[Answer, Problem] | None:
    """Return the annotation that a constraint forbids, where the item has what it asks about."""

    def said(name: str) -> list[Any]:
        return said_of(name, _annotations(tasks.get(name.partition("/")[0], [])))

    if not all(holds(wanted, said(name)) for name, wanted in constraint.condition.items()):
        return None
    for name, wanted in constraint.consequence.items():
        answers = said(name)
        # A question that was not asked violates nothing, unless an answer to it is demanded.
        if holds(wanted, answers) or not (answers or _demands(wanted)):
            continue
        about = tasks.get(name.partition("/")[0]) or next(iter(tasks.values()))
        why = f": {constraint.because}" if constraint.because else ""
        message = f"constraint `{constraint.id}` does not allow this answer to `{name}`{why}"
        return about[-1], problem("constraint-violated", about[-1].annotation, message)
    return None


def _demands(wanted: Any) -> bool:
    return isinstance(wanted, dict) and wanted.get("exists") is True


def said_of(name: str, annotations: Iterable[Annotation]) -> list[Any]:
    """Return the answers to a task, or with `task/attribute` the values of its attribute."""
    task_id, slash, attribute = name.partition("/")
    own = [one for one in annotations if one.task == task_id and one.status != "skipped"]
    if slash:
        objects = [one.attributes for one in own if isinstance(one.attributes, dict)]
        return [found[attribute] for found in objects if found.get(attribute) is not None]
    return [one.label if one.value is None else one.value for one in own]
