"""Cases: which example of the new version is which of the old, by its id, else by its text."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import NamedTuple

from schemactl.diff.pairing import TaskPair
from schemactl.model.finding import Pointer
from schemactl.model.label import Example
from schemactl.model.taxonomy import Place, Taxonomy
from schemactl.releases.canonical import canonical_bytes

Key = tuple[str | None, ...] | str | None
PARTS = ("examples", "counterexamples", "edge_cases")


class Case(NamedTuple):
    """An example where it stands."""

    place: Place
    part: str
    position: int
    example: Example

    @property
    def pointer(self) -> Pointer:
        """Where it stands in the schema."""
        return (*self.place.pointer, self.part, self.position)


def same_cases(pair: TaskPair) -> Iterator[tuple[Case, Case]]:
    """Yield each case that both versions have, wherever in the task it stands.

    Where one text stands in several places, only those of the same label are the same case:
    nothing says which of the others is.
    """
    before, after = _candidates(pair)
    hosts = {old_id: new_id for new_id, old_id in pair.descent.same.items()}

    def of_id(case: Case) -> Key:
        return case.example.id

    def of_old_host(case: Case) -> Key:
        host = hosts.get(case.place.label.id)
        return None if host is None else (host, *text_of(case))

    def of_new_host(case: Case) -> Key:
        return case.place.label.id, *text_of(case)

    for of_old, of_new in ((of_id, of_id), (of_old_host, of_new_host), (text_of, text_of)):
        found = list(_matched(before, after, of_old, of_new))
        yield from found
        done = {id(case) for both in found for case in both}
        before = [case for case in before if id(case) not in done]
        after = [case for case in after if id(case) not in done]


def text_of(case: Case) -> tuple[str, str]:
    """Return what is shown to the annotator, and what kind of thing that is."""
    example = case.example
    if example.content:
        return "content", " ".join(example.content.split())
    if example.data is not None:
        return "data", canonical_bytes({"data": example.data}).decode()
    return "file", example.image or example.audio or ""


def _matched(
    before: list[Case],
    after: list[Case],
    of_old: Callable[[Case], Key],
    of_new: Callable[[Case], Key],
) -> Iterator[tuple[Case, Case]]:
    """Yield the cases of which each side has exactly one with a key."""
    old = _by_key(before, of_old)
    new = _by_key(after, of_new) if old else {}
    for key, was in old.items():
        now = new.get(key, [])
        if len(was) == len(now) == 1:
            yield was[0], now[0]


def _by_key(cases: list[Case], key_of: Callable[[Case], Key]) -> dict[Key, list[Case]]:
    found: dict[Key, list[Case]] = defaultdict(list)
    for case in cases:
        key = key_of(case)
        if key is not None:
            found[key].append(case)
    return found


def _candidates(pair: TaskPair) -> tuple[list[Case], list[Case]]:
    """Return the cases of labels that were edited, came or went: no other case has moved."""
    edited_old = {labels.old.label.id for labels in pair.edited}
    edited_new = {labels.new.label.id for labels in pair.edited}
    paired_old, paired_new = set(pair.descent.same.values()), set(pair.descent.same)
    return (
        list(_cases(pair.old, paired_old - edited_old)),
        list(_cases(pair.new, paired_new - edited_new)),
    )


def _cases(taxonomy: Taxonomy, without: set[str]) -> Iterator[Case]:
    for place in taxonomy.places:
        if place.label.id not in without:
            for part in PARTS:
                for position, example in enumerate(getattr(place.label, part)):
                    yield Case(place, part, position, example)
