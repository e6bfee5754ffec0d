"""Links, migrations and notes name things by id: an id that stands twice leads to the wrong one."""

from collections.abc import Iterable, Iterator
from itertools import chain

from schemactl.model.finding import Finding, Pointer
from schemactl.model.reference import example_ids, rule_ids
from schemactl.model.taxonomy import Place, Taxonomy
from schemactl.validate.subject import GuidelineSubject, SchemaSubject

_Named = tuple[str, Pointer]


def check(subject: SchemaSubject | GuidelineSubject) -> Iterator[Finding]:
    """Yield every id that stands twice where it must stand once."""
    if isinstance(subject, SchemaSubject):
        yield from _in_schema(subject)
    else:
        yield from _in_guideline(subject)


def _in_schema(subject: SchemaSubject) -> Iterator[Finding]:
    schema = subject.schema
    tasks = ((task.id, ("tasks", i, "id")) for i, task in enumerate(schema.tasks))
    yield from _twice("task", "the schema", tasks)
    named = ((rule.id, ("constraints", i, "id")) for i, rule in enumerate(schema.constraints))
    yield from _twice("constraint", "the schema", named)
    for taxonomy in subject.taxonomies:
        yield from _in_task(taxonomy)
    yield from _of_rules_and_examples(subject.taxonomies)


def _in_task(taxonomy: Taxonomy) -> Iterator[Finding]:
    task, where = taxonomy.task, f"task `{taxonomy.task.id}`"
    for noun, part, ids in (
        ("question", "decide", [question.id for question in task.decide]),
        ("reason", "reasons", [reason.id for reason in task.reasons]),
        ("marker", "markers", [marker.id for marker in task.markers]),
        ("point", "points", [point.id for point in task.points]),
        ("attribute", "attributes", [attribute.id for attribute in task.attributes]),
    ):
        named = ((name, (*taxonomy.pointer, part, i, "id")) for i, name in enumerate(ids))
        yield from _twice(noun, where, named)
    of_task = {attribute.id for attribute in task.attributes}
    for place in taxonomy.places:
        if place.label.attributes:
            yield from _of_attributes(place, of_task)


def _of_attributes(place: Place, of_task: set[str]) -> Iterator[Finding]:
    """A label may replace an attribute of its task, if it leaves the task's out."""
    label = place.label
    taken = of_task.difference(label.leaves_out)
    for position, attribute in enumerate(label.attributes):
        if attribute.id in taken:
            pointer = (*place.pointer, "attributes", position, "id")
            message = f"label `{label.id}` or its task has an attribute `{attribute.id}` already"
            hint = f"choose another id, or leave the task's out: `except: [{attribute.id}]`"
            yield Finding(pointer, message, hint, label.id)
        taken.add(attribute.id)


def _of_rules_and_examples(taxonomies: tuple[Taxonomy, ...]) -> Iterator[Finding]:
    """Tie-breaks, conventions, clauses and examples are all cited by their bare id."""
    ids = rule_ids(taxonomies) + example_ids(taxonomies)
    if len(set(ids)) < len(ids):
        every = chain.from_iterable(_rules_and_examples(taxonomy) for taxonomy in taxonomies)
        yield from _twice("rule or example", "the schema", every)


def _rules_and_examples(taxonomy: Taxonomy) -> Iterator[_Named]:
    for position, rule in enumerate(taxonomy.task.tie_breaks):
        yield rule.id, (*taxonomy.pointer, "tie_breaks", position, "id")
    for position, convention in enumerate(taxonomy.task.conventions):
        yield convention.id, (*taxonomy.pointer, "conventions", position, "id")
    for place in taxonomy.places:
        yield from _clauses(place)
    for case in taxonomy.cases:
        if case.id is not None:
            yield case.id, (*case.pointer, "id")


def _clauses(place: Place) -> Iterator[_Named]:
    for part, clauses in (("include", place.label.include), ("exclude", place.label.exclude)):
        for position, clause in enumerate(clauses):
            if clause.id is not None:
                yield clause.id, (*place.pointer, part, position, "id")


def _twice(noun: str, where: str, named: Iterable[_Named]) -> Iterator[Finding]:
    seen: set[str] = set()
    for name, pointer in named:
        if name in seen:
            article = "an" if noun[0] in "aeiou" else "a"
            message = f"{where} has {article} {noun} `{name}` already"
            yield Finding(pointer, message, "choose another id for the newer one")
        seen.add(name)


def _in_guideline(subject: GuidelineSubject) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for draft in subject.all_rulings:
        first = seen.setdefault(draft.ruling.id, draft.file)
        if first != draft.file:
            message = f"ruling `{draft.ruling.id}` stands in {first} already"
            yield Finding(("id",), message, "choose another id", None, draft.file)
