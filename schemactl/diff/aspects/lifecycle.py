"""Labels that came, went or became others, as far as the migration says."""

from collections.abc import Iterator
from typing import Any, assert_never

from schemactl.diff.descent import Move
from schemactl.diff.pairing import TaskPair
from schemactl.model.change import Change, Kind, Spot
from schemactl.model.migration import Merge, Recode, Retire, Split
from schemactl.model.taxonomy import Taxonomy


def compare(pair: TaskPair) -> Iterator[Change]:
    """Yield moves in the order of their steps, then undeclared losses, then new labels."""
    if pair.shares_labels:
        return
    for move in pair.descent.moves:
        kind = _kind(move)
        # What a retired label's records become is its fate, not its identity.
        target = () if kind == "label-retired" else move.target
        yield _change(pair, kind, move.source, target)
    for label in pair.descent.gone:
        yield _change(pair, "label-retired", (label,), ())
    for label in pair.descent.fresh:
        yield _change(pair, "label-added", (), (label,))


def _kind(move: Move) -> Kind:
    match move.step:
        case Recode():
            return "label-recoded"
        case Merge():
            return "label-merged"
        case Split():
            return "label-split"
        case Retire():
            return "label-retired"
        case _:
            assert_never(move.step)


def _change(pair: TaskPair, kind: Kind, source: tuple[str, ...], target: tuple[str, ...]) -> Change:
    before, after = _meanings(pair.old, source), _meanings(pair.new, target)
    old_spot, new_spot = _spot(pair.old, source), _spot(pair.new, target)
    if kind == "label-recoded":
        # What else differs of the label is a change of its own.
        return Change(kind, pair.task, source, target, None, None, old_spot, new_spot)
    if kind in ("label-added", "label-retired"):
        was, now = before.get("".join(source)), after.get("".join(target))
        return Change(kind, pair.task, source, target, was, now, old_spot, new_spot)
    return Change(kind, pair.task, source, target, before, after, old_spot, new_spot)


def _meanings(taxonomy: Taxonomy, labels: tuple[str, ...]) -> dict[str, Any]:
    found = {label: taxonomy.by_id[label].label for label in labels if label in taxonomy.by_id}
    return {
        label_id: {"name": label.name, "definition": label.definition}
        for label_id, label in found.items()
    }


def _spot(taxonomy: Taxonomy, labels: tuple[str, ...]) -> Spot | None:
    return next(
        (Spot(taxonomy.by_id[one].pointer) for one in labels if one in taxonomy.by_id), None
    )
