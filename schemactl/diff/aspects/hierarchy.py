"""Where labels stand: a label moved where its parents are other labels than before."""

from collections.abc import Iterator

from schemactl.diff.aspects.label_change import label_change
from schemactl.diff.pairing import TaskPair
from schemactl.model.change import Change


def compare(pair: TaskPair) -> Iterator[Change]:
    """Yield a change for each label that moved; one whose parent became another stayed."""
    if pair.shares_labels:
        return
    for labels in pair.labels:
        before = pair.old.parents[labels.old.label.id]
        after = pair.new.parents[labels.new.label.id]
        if before != after and not _is_same_place(pair, before, after):
            yield label_change(pair, labels, "label-moved", sorted(before), sorted(after))


def _is_same_place(pair: TaskPair, before: tuple[str, ...], after: tuple[str, ...]) -> bool:
    """Tell whether every parent lives on in one of the parents, and none is new."""
    lives_on = [set(pair.fates(parent)) for parent in before]
    known = {label for fates in lives_on for label in fates}
    return all(fates & set(after) for fates in lives_on) and set(after) <= known
