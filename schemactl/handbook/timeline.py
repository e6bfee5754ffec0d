"""Timeline: the releases of a schema or guideline in order, and what each of them changed."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from schemactl.model.release import GuidelineRelease, SchemaRelease
from schemactl.releases.read import read_guideline, read_schema, versions
from schemactl.workspace import Workspace

if TYPE_CHECKING:
    from schemactl.diff.judgement import Judgement

_OF_LABELS = ("label-", "definition-", "criteria-", "examples-", "case-")
_ALSO_OF_LABELS = ("synonyms-changed", "aliases-changed", "hotkey-changed", "color-changed")
_CASE = "case-reversed"


class Turn(NamedTuple):
    """One judged change with its fingerprint, which is also its anchor."""

    judgement: "Judgement"
    mark: str

    @property
    def is_behaviour(self) -> bool:
        """Whether annotators must decide some items otherwise than before."""
        return self.judgement.annotations != "keep" or self.judgement.bump != "patch"

    @property
    def labels(self) -> tuple[str, ...]:
        """The ids of the labels that it is about, in the new version where they are there."""
        change = self.judgement.change
        if change.kind == _CASE:
            return tuple(dict.fromkeys((*change.source, *change.target)))
        if change.kind in _ALSO_OF_LABELS or change.kind.startswith(_OF_LABELS):
            return change.target or change.source
        return ()


class Milestone(NamedTuple):
    """One release: `number` counts from 1; `date` is empty where the journal does not know it."""

    number: int
    ref: str
    version: str
    digest: str
    date: str
    turns: tuple[Turn, ...] = ()
    schema: SchemaRelease | None = None
    guideline: GuidelineRelease | None = None


Timeline = tuple[Milestone, ...]


def read_dates(workspace: Workspace) -> dict[str, str]:
    """Return the day of each release by its ref, as the committed journal has it."""
    if not workspace.journal.is_dir():
        return {}
    from schemactl.registry.journal import read_journal

    return {
        sealed.entry.ref: sealed.entry.at[:10]
        for page in read_journal(workspace)
        for sealed in page.entries
        if sealed.entry.kind == "release" and sealed.entry.at
    }


def schema_timeline(workspace: Workspace, name: str, dates: dict[str, str]) -> Timeline:
    """Return all releases of a schema, lowest version first."""
    known = versions(workspace, "schema", name)
    return schema_milestones([read_schema(workspace, name, version) for version in known], dates)


def guideline_timeline(workspace: Workspace, name: str, dates: dict[str, str]) -> Timeline:
    """Return all releases of a guideline, lowest version first."""
    known = versions(workspace, "guideline", name)
    releases = [read_guideline(workspace, name, version) for version in known]
    return guideline_milestones(releases, dates)


def schema_milestones(releases: Sequence[SchemaRelease], dates: dict[str, str]) -> Timeline:
    """Compare each release with the one before it."""
    turns: list[tuple[Turn, ...]] = [()]
    if len(releases) > 1:
        # What compares takes longer to import than to show that there is nothing to compare.
        from schemactl.handbook.comparing import schema_changes

        turns += [_turns(schema_changes(old, new)) for old, new in pairwise(releases)]
    return tuple(
        Milestone(
            number,
            one.ref,
            one.schema.version,
            one.digest,
            dates.get(one.ref, ""),
            changed,
            schema=one,
        )
        for number, (one, changed) in enumerate(zip(releases, turns, strict=False), start=1)
    )


def guideline_milestones(releases: Sequence[GuidelineRelease], dates: dict[str, str]) -> Timeline:
    """Compare each release with the one before it."""
    turns: list[tuple[Turn, ...]] = [()]
    if len(releases) > 1:
        from schemactl.handbook.comparing import guideline_changes

        turns += [_turns(guideline_changes(old, new)) for old, new in pairwise(releases)]
    return tuple(
        Milestone(
            number,
            one.ref,
            one.guideline.version,
            one.digest,
            dates.get(one.ref, ""),
            changed,
            guideline=one,
        )
        for number, (one, changed) in enumerate(zip(releases, turns, strict=False), start=1)
    )


def _turns(changes: "Iterable[tuple[Judgement, str]]") -> tuple[Turn, ...]:
    """Return the changes, those first that an annotator must act on."""
    turns = [Turn(*one) for one in changes]
    return tuple(sorted(turns, key=lambda turn: not turn.is_behaviour))
