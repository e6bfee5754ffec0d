"""Heirs: which labels of a release take over the rows of tables of names in data files.

What such a row says beside the name (its number, colour, points, attributes) stays true of the
annotations that point to it, whatever their label is called from now on.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple, Protocol, runtime_checkable

from schemactl.files.labels_after import LabelsAfter

# A task and a label of it.
_Place = tuple[str, str]


class Heirs(NamedTuple):
    """Where annotations may end that a file calls by a name.

    `words` leads by task from spellings to labels of the release that the file is of; `ends`
    leads from each of these labels to all that its annotations may get.
    """

    words: Mapping[str, Mapping[str, str]] = {}
    ends: Mapping[_Place, Collection[_Place]] = {}

    def of(self, name: str) -> set[_Place]:
        """Return what annotations with a name may get; nothing where that is not known."""
        meant = [(task, words[name]) for task, words in self.words.items() if name in words]
        return {end for place in meant for end in self.ends.get(place, ())}


NO_HEIRS = Heirs()


class Rows(NamedTuple):
    """What becomes of the rows of a table, which are told by their positions.

    Rows that are `kept` keep their names; `models` leads from the id of each label that has no
    row to the first one whose annotations may get it. What that row says is said of the label.
    `renamed` leads from a row whose annotations all get one label to that label, where it is
    the model. All other rows leave.
    """

    kept: frozenset[int]
    renamed: Mapping[int, str]
    models: Mapping[str, int]


@runtime_checkable
class Inheriting(Protocol):
    """What rewrites files that have a table of names."""

    def inherit(self, heirs: Heirs) -> None:
        """Take where labels lead, before the first record is asked for."""
        ...


def rows_after(names: Sequence[str], after: LabelsAfter, heirs: Heirs) -> Rows:
    """Return what becomes of the rows with these names; a row stays if its annotations may."""
    ends = [{label for _, label in heirs.of(name)} for name in names]
    meant = [{words[name] for words in after.words.values() if name in words} for name in names]
    kept = frozenset(at for at, own in enumerate(meant) if own and (not ends[at] or own & ends[at]))
    had = {label for at in kept for label in meant[at]}
    models: dict[str, int] = {}
    for at, labels in enumerate(ends):
        for label in labels - had:
            models.setdefault(label, at)
    renamed = {at: label for label, at in models.items() if at not in kept and ends[at] == {label}}
    return Rows(kept, renamed, models)
