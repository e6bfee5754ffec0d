"""Succession: which labels annotations of each old label may get, for tables of names in files."""

from collections.abc import Iterator

from schemactl.files.heirs import Heirs
from schemactl.files.labels_after import LabelsAfter
from schemactl.migrate.compile import CompiledMigration
from schemactl.migrate.compose import Asked, Decision, Fork
from schemactl.migrate.outcome import Place, places_after


def heirs_of(migration: CompiledMigration, has_names: bool) -> Heirs:
    """Return where the labels of a migration lead; with `has_names` they go by names, too."""
    ends: dict[tuple[str, str], frozenset[tuple[str, str]]] = {}
    settled = (
        ((task, label), outcome)
        for task, of_task in migration.settled.items()
        for label, outcome in of_task.items()
    )
    for (task, label), decision in (*settled, *migration.open.items()):
        if label is not None:
            places = _ends((task, label), decision)
            ends[task, label] = frozenset((to, end) for to, end in places if end is not None)
    return Heirs(LabelsAfter(migration.start.schema, has_names).words, ends)


def _ends(place: Place, decision: Decision) -> Iterator[Place]:
    """Yield the places to which a decision may lead annotations of a place."""
    match decision:
        case Fork():
            for _, one in decision.cases:
                yield from _ends(place, one)
            yield from _ends(place, decision.otherwise)
            yield from _ends(place, decision.undecided)
        case Asked():
            for chosen, one in decision.ends:
                yield from _ends((chosen.task, chosen.label), one)
        case _:
            yield from places_after(place, decision)
