"""Change: one semantic difference between two versions, a value of a closed set of kinds."""

from typing import Any, Literal, NamedTuple, get_args

from schemactl.model.finding import Pointer

Kind = Literal[
    "label-added", "label-recoded", "label-merged", "label-split", "label-retired",
    "label-deprecated", "label-restored", "label-moved", "label-renamed",
    "definition-changed", "criteria-changed", "case-reversed", "examples-changed",
    "synonyms-changed", "aliases-changed", "hotkey-changed", "color-changed",
    "rule-changed", "task-added", "task-removed", "task-changed",
    "attribute-added", "attribute-removed", "attribute-changed",
    "constraint-added", "constraint-removed", "constraint-changed",
    "input-added", "input-removed", "input-changed",
    "metadata-changed", "translation-changed",
    "page-changed", "ruling-added", "ruling-changed", "ruling-removed",
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)

Bump = Literal["none", "patch", "minor", "major"]
BUMPS: tuple[Bump, ...] = get_args(Bump)
Consequence = Literal["keep", "map", "review", "relabel", "drop", "undecided"]

_PAIRS: tuple[tuple[Kind, Kind], ...] = (
    ("label-added", "label-retired"),
    ("label-deprecated", "label-restored"),
    ("task-added", "task-removed"),
    ("attribute-added", "attribute-removed"),
    ("constraint-added", "constraint-removed"),
    ("input-added", "input-removed"),
    ("ruling-added", "ruling-removed"),
)
_OPPOSITE: dict[Kind, Kind] = {
    **dict(_PAIRS),
    **{second: first for first, second in _PAIRS},
    "label-split": "label-merged",
}


class Spot(NamedTuple):
    """Where a change stands in one version: a pointer into a file, or a line of a page.

    `file` is relative to the schema's or guideline's folder; empty for its main file.
    """

    pointer: Pointer = ()
    file: str = ""
    line: int | None = None


class Change(NamedTuple):
    """One difference: what it is called before and after, and what it said before and after.

    `source` and `target` are ids on the old and the new side: of labels, or of the task, rule,
    attribute, page … that differs. `before` and `after` are plain data.
    """

    kind: Kind
    task: str | None = None
    source: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    before: Any = None
    after: Any = None
    old_spot: Spot | None = None
    new_spot: Spot | None = None

    def reverse(self) -> "Change | None":
        """Return the change back; None for a merge, which forgets what each record was."""
        if self.kind == "label-merged":
            return None
        return Change(
            _OPPOSITE.get(self.kind, self.kind),
            self.task,
            self.target,
            self.source,
            self.after,
            self.before,
            self.new_spot,
            self.old_spot,
        )

    @property
    def subject(self) -> str:
        """What differs, by its id in the new version, or in the old one where it is gone."""
        return (self.target or self.source or ("",))[0]


def highest(bumps: "tuple[Bump, ...] | list[Bump]") -> Bump:
    """Return the largest version step of all."""
    return max(bumps, key=BUMPS.index, default="none")
