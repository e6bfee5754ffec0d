"""Models and label maps know a label by its index: a second label there changes what they say."""

from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.model.label import Label
from schemactl.model.retired import Before
from schemactl.model.taxonomy import Taxonomy
from schemactl.validate.subject import SchemaSubject

_HINT = "remove `index`: a release gives every label the one it has, or the next free one"


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every stated index that is not the label's own."""
    for taxonomy in subject.taxonomies:
        if any(place.label.index is not None for place in taxonomy.places):
            yield from _in_task(taxonomy, subject.before.get(taxonomy.task.id))


def _in_task(taxonomy: Taxonomy, known: Before | None) -> Iterator[Finding]:
    owners = {}
    if known is not None:
        owners = {
            label.index: label.id for label in known.labels.values() if label.index is not None
        }
    stated: dict[int, str] = {}
    numbered = set(owners.values())
    for place in taxonomy.places:
        label = place.label
        if label.index is None:
            continue
        wrong = _wrong(label, label.index, known, owners)
        if not wrong and label.index in stated:
            wrong = f"that of label `{stated[label.index]}`"
        if not wrong and not taxonomy.is_selectable(label) and label.id not in numbered:
            wrong = "of no use, for nobody can choose the label"
        stated.setdefault(label.index, label.id)
        if wrong:
            message = f"index {label.index} of label `{label.id}` is {wrong}"
            yield Finding((*place.pointer, "index"), message, _HINT, label.id)


def _wrong(label: Label, index: int, known: Before | None, owners: dict[int, str]) -> str:
    """Say whose the index is, if the history says that it is not the label's."""
    if known is None:
        return ""
    same = known.same(label.id)
    if same is not None and same.index is not None:
        return "" if same.index == index else f"not its own, which is {same.index}"
    if index in known.indexes:
        gone = known.indexes[index]
        return f"that of label `{gone.label}`, which is retired in {gone.version}"
    return f"that of label `{owners[index]}`" if index in owners else ""
