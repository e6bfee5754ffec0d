"""Mentions: every place of a task that names a label, and whose labels it may name."""

from collections.abc import Container, Iterator, Set
from typing import NamedTuple

from schemactl.model.finding import Pointer
from schemactl.model.identifiers import NOTHING
from schemactl.model.reference import LabelIndex
from schemactl.model.taxonomy import Case, Place, Taxonomy


class Mention(NamedTuple):
    """A label's name, where it stands, and in which label's text.

    Rules choose between labels of their own task; what criteria and examples name may belong to
    another task, and only then is it `free`. A mention `leads` where an annotator who follows the
    text chooses the label.
    """

    name: str
    pointer: Pointer
    label: str | None = None
    free: bool = False
    leads: bool = True


def strangers(taxonomy: Taxonomy, known: Container[str]) -> Iterator[Mention]:
    """Yield every mention of a task whose name is not among the known labels."""
    for mention in _of_rules(taxonomy):
        if mention.name not in known:
            yield mention
    for place in taxonomy.places:
        label = place.label
        if label.also_under or label.deprecated is not None:
            yield from _of_label(place, known)
        if label.exclude or label.include:
            yield from _of_clauses(place, known)
    for case in taxonomy.cases:
        if (case.use is not None and case.use not in known) or case.example.regions:
            yield from _of_case(case, known)


def leading_to(taxonomies: tuple[Taxonomy, ...], addresses: Set[str]) -> Iterator[Mention]:
    """Yield every mention by which an annotator is led to one of the labels of a schema."""
    labels = LabelIndex(taxonomies)
    for taxonomy in taxonomies if addresses else ():
        task_id = taxonomy.task.id
        own = labels.of(task_id)
        others = {label_id for label_id in own if f"{task_id}/{label_id}" not in addresses}
        for mention in strangers(taxonomy, others):
            if mention.leads and (mention.free or mention.name in own):
                found = labels.find(mention.name, task_id)
                if len(found) == 1 and found[0] in addresses:
                    yield mention


def _of_rules(taxonomy: Taxonomy) -> Iterator[Mention]:
    yield from _of_task(taxonomy)
    yield from _of_tie_breaks(taxonomy)
    yield from _of_pairs(taxonomy)
    questions = {question.id for question in taxonomy.task.decide}
    for mention in _of_decisions(taxonomy):
        if mention.name not in questions:
            yield mention


def _of_task(taxonomy: Taxonomy) -> Iterator[Mention]:
    task, here = taxonomy.task, taxonomy.pointer
    if task.residual is not None:
        yield Mention(task.residual, (*here, "residual"))
    if task.unsure is not None and task.unsure.use is not None:
        yield Mention(task.unsure.use, (*here, "unsure", "use"))
    if task.draw is not None and task.draw.crowd is not None:
        yield Mention(task.draw.crowd, (*here, "draw", "crowd"))


def _of_tie_breaks(taxonomy: Taxonomy) -> Iterator[Mention]:
    for position, rule in enumerate(taxonomy.task.tie_breaks):
        here = (*taxonomy.pointer, "tie_breaks", position)
        yield Mention(rule.use, (*here, "use"))
        for number, loser in enumerate(rule.over):
            yield Mention(loser, (*here, "over", number), leads=False)


def _of_pairs(taxonomy: Taxonomy) -> Iterator[Mention]:
    for position, pair in enumerate(taxonomy.task.confusable):
        here = (*taxonomy.pointer, "confusable", position)
        for number, name in enumerate(pair.labels):
            yield Mention(name, (*here, "labels", number), leads=False)
        for name in pair.pick:
            yield Mention(name, (*here, "pick", name), leads=False)


def _of_decisions(taxonomy: Taxonomy) -> Iterator[Mention]:
    for position, question in enumerate(taxonomy.task.decide):
        here = (*taxonomy.pointer, "decide", position)
        for answer, target in (("yes", question.yes), ("no", question.no)):
            if target != NOTHING:
                yield Mention(target, (*here, answer))


def _of_label(place: Place, known: Container[str]) -> Iterator[Mention]:
    label, here = place.label, place.pointer
    for position, parent in enumerate(label.also_under):
        if parent not in known:
            yield Mention(parent, (*here, "also_under", position), label.id, leads=False)
    successor = None if label.deprecated is None else label.deprecated.replaced_by
    if successor is not None and successor not in known:
        yield Mention(successor, (*here, "deprecated", "replaced_by"), label.id, leads=False)


def _of_clauses(place: Place, known: Container[str]) -> Iterator[Mention]:
    label = place.label
    for part, clauses in (("include", label.include), ("exclude", label.exclude)):
        for position, clause in enumerate(clauses):
            use = clause.use
            if use is not None and use not in known and use != NOTHING:
                yield Mention(use, (*place.pointer, part, position, "use"), label.id, True)


def _of_case(case: Case, known: Container[str]) -> Iterator[Mention]:
    label_id, use = case.place.label.id, case.use
    if use is not None and use not in known and use != NOTHING:
        yield Mention(use, (*case.pointer, "use"), label_id, True)
    for position, region in enumerate(case.example.regions):
        if region.use not in known and region.use != NOTHING:
            yield Mention(region.use, (*case.pointer, "regions", position, "use"), label_id, True)
