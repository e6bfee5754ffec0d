"""A label that the decision path never leads to is not used by those who follow the path."""

from collections.abc import Iterator

from schemactl.model.decision import follow
from schemactl.model.finding import Finding
from schemactl.model.taxonomy import Taxonomy
from schemactl.validate.subject import SchemaSubject


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every selectable label, other than the one for the unsure, that no answer leads to."""
    for taxonomy in subject.taxonomies:
        if taxonomy.task.decide:
            yield from _in_task(taxonomy)


def _in_task(taxonomy: Taxonomy) -> Iterator[Finding]:
    task = taxonomy.task
    leaves = set(follow(task).leaves)
    # These are chosen by advice of their own, not by the path.
    if task.unsure is not None and task.unsure.use is not None:
        leaves.add(task.unsure.use)
    if task.draw is not None and task.draw.crowd is not None:
        leaves.add(task.draw.crowd)
    for label_id, place in taxonomy.by_id.items():
        label = place.label
        if label_id in leaves or label.deprecated is not None or not taxonomy.is_selectable(label):
            continue
        # A path that ends at a group leaves the choice within it open.
        if leaves.isdisjoint(taxonomy.ancestors(label_id)):
            yield Finding(
                (*place.pointer, "id"),
                f"no answer of the decision path leads to label `{label_id}`",
                "add a question that leads there, or mark the label as deprecated",
                label_id,
            )
