"""What a pull request does to labels: each changed schema and guideline against the merge base."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from schemactl.diff.fingerprint import fingerprint
from schemactl.diff.judgement import Judgement
from schemactl.diff.report import Comparison, compare_sides
from schemactl.diff.sides import SchemaSide
from schemactl.errors import SchemactlError
from schemactl.files.git_tree import blob_id, top_folder
from schemactl.model.migration import UNDECIDED, Approval
from schemactl.model.version import SEMVER, precedence, raised
from schemactl.registry.impact import counted
from schemactl.releases.folder import MANIFEST
from schemactl.validate.against import Baseline, read_baseline
from schemactl.validate.engine import Report, validate
from schemactl.validate.subject import Demand, SchemaSubject
from schemactl.workspace import Workspace

_MAIN = {"schema": "schema.yaml", "guideline": "guideline.yaml"}


class Approved(NamedTuple):
    """The roles that have to agree, and who did; an approval of other content is void."""

    asked: tuple[str, ...] = ()
    given: tuple[Approval, ...] = ()
    void: tuple[Approval, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """The roles of which nobody has agreed to what is there now."""
        there = {approval.role for approval in self.given}
        return tuple(role for role in self.asked if role not in there)


class Section(NamedTuple):
    """A schema or guideline that a pull request changes.

    `last` is its last release where the branch began, `released` what the branch releases.
    `comparison` is None where there is nothing to compare; `problem` then says why.
    """

    kind: str
    name: str
    last: str | None = None
    drafted: str | None = None
    released: tuple[str, ...] = ()
    comparison: Comparison | None = None
    before: frozenset[str] = frozenset()
    approved: Approved = Approved()
    problem: str = ""

    @property
    def ref(self) -> str:
        """What it is called: kind:name."""
        return f"{self.kind}:{self.name}"

    @property
    def needed(self) -> str | None:
        """The lowest version that holds the changes; None before the first release."""
        if self.last is None or self.comparison is None:
            return None
        return raised(self.last, self.comparison.verdict.minimum_bump)

    @property
    def is_high_enough(self) -> bool:
        """Whether the drafted version holds the changes."""
        if self.needed is None or self.drafted is None or self.needed == self.last:
            return True
        is_raised = precedence(self.drafted) > precedence(str(self.last))
        return is_raised and precedence(self.drafted)[:3] >= precedence(self.needed)[:3]

    @property
    def is_unsettled(self) -> bool:
        """Whether only edits that nobody explained ask for so high a version."""
        heaviest = (
            []
            if self.comparison is None
            else [
                one for one in self.judgements if one.bump == self.comparison.verdict.minimum_bump
            ]
        )
        return bool(heaviest) and not any(one.declared for one in heaviest)

    @property
    def judgements(self) -> tuple[Judgement, ...]:
        """The judged changes since the last release."""
        return () if self.comparison is None else self.comparison.verdict.judgements

    def is_new(self, judgement: Judgement) -> bool:
        """Tell whether the change came with this branch; others were drafted before it."""
        return fingerprint(judgement.change, self.name) not in self.before


class PullRequest(NamedTuple):
    """What a branch does to labels, seen from where it left another one."""

    against: str
    commit: str
    folder: str
    sections: tuple[Section, ...]
    report: Report


class _Touched(NamedTuple):
    """A name whose files or releases differ; both by path, a release as `@version`."""

    kind: str
    name: str
    before: dict[str, str]
    now: dict[str, str]


def examine(workspace: Workspace, against: str, today: str) -> PullRequest:
    """Compare the working tree with the merge base. Raises SchemactlError where there is none."""
    baseline = read_baseline(workspace, against)
    report = validate(workspace, today=today, against=against)
    demands = {
        ("schema", one.subject.name): one.subject.history.demand
        for one in report.gathered
        if isinstance(one.subject, SchemaSubject)
    }
    sections = tuple(
        _section(workspace, baseline, found, demands.get((found.kind, found.name)))
        for found in _touched(workspace, baseline)
    )
    top = top_folder(workspace.root).resolve()
    folder = workspace.root.resolve().relative_to(top).as_posix()
    return PullRequest(against, baseline.base.commit, folder, sections, report)


def _touched(workspace: Workspace, baseline: Baseline) -> Iterator[_Touched]:
    """Yield everything whose files differ, or that has another release."""
    for kind in _MAIN:
        before, now = _before(baseline, kind), _now(workspace, kind, baseline)
        for name in sorted(before.keys() | now.keys()):
            found = _Touched(kind, name, before.get(name, {}), now.get(name, {}))
            if found.before != found.now:
                yield found


def _before(baseline: Baseline, kind: str) -> dict[str, dict[str, str]]:
    """Return the files of each name at the merge base, by their path, and its releases."""
    found: dict[str, dict[str, str]] = {}
    for path, blob in baseline.base.blobs.items():
        if not path.startswith(baseline.there):
            continue
        match path.removeprefix(baseline.there).split("/"):
            case [folder, name, *inside] if folder == f"{kind}s" and inside:
                found.setdefault(name, {})["/".join(inside)] = blob
            case ["registry", folder, name, version, file] if folder == f"{kind}s":
                if file == MANIFEST:
                    found.setdefault(name, {})[f"@{version}"] = ""
    return found


def _now(workspace: Workspace, kind: str, baseline: Baseline) -> dict[str, dict[str, str]]:
    """Return the same of the working tree."""
    like = next(iter(baseline.base.blobs.values()), "0" * 40)
    found: dict[str, dict[str, str]] = {}
    folder = _folder(workspace, kind)
    for path in folder.rglob("*"):
        inside = path.relative_to(folder).parts
        if len(inside) > 1 and path.is_file() and not path.is_symlink():
            ids = found.setdefault(inside[0], {})
            ids["/".join(inside[1:])] = blob_id(path.read_bytes(), like)
    for manifest in (workspace.registry / f"{kind}s").glob(f"*/*/{MANIFEST}"):
        version = manifest.parent
        found.setdefault(version.parent.name, {})[f"@{version.name}"] = ""
    return found


def _folder(workspace: Workspace, kind: str) -> Path:
    return workspace.schemas if kind == "schema" else workspace.guidelines


def _section(
    workspace: Workspace, baseline: Baseline, found: _Touched, demand: Demand | None
) -> Section:
    kind, name, before, now = found
    known = _versions(before)
    last = known[-1] if known else None
    released = tuple(version for version in _versions(now) if version not in known)
    section = Section(kind, name, last, None, released)
    main = _MAIN[kind]
    if main not in now:
        return section._replace(problem="the working copy was removed; what is released stays")
    drafted = f"{kind}:{name}@draft"
    committed = f"{baseline.base.commit}:{baseline.there}{kind}s/{name}/{main}"
    old = f"{kind}:{name}@{last}" if last else committed
    is_new = last is None and main not in before
    try:
        comparison = compare_sides(workspace, drafted if is_new else old, drafted)
    except SchemactlError as error:
        return section._replace(problem=f"it cannot be compared: {error.message}")
    section = section._replace(drafted=_version(comparison))
    if is_new:
        return section._replace(problem="it is new: there is nothing to compare with")
    if last and main in before:
        section = section._replace(before=_drafted_before(workspace, old, committed))
    section = section._replace(comparison=_with_impact(workspace, comparison))
    return section._replace(approved=_approvals(comparison, demand))


def _versions(files: dict[str, str]) -> list[str]:
    found = (path[1:] for path in files if path.startswith("@"))
    return sorted((version for version in found if SEMVER.match(version)), key=precedence)


def _version(comparison: Comparison) -> str:
    side = comparison.new
    return side.schema.version if isinstance(side, SchemaSide) else side.content.guideline.version


def _drafted_before(workspace: Workspace, old: str, committed: str) -> frozenset[str]:
    """Return the changes that the draft had where the branch began."""
    try:
        comparison = compare_sides(workspace, old, committed)
    except SchemactlError:
        # A draft that was broken then says nothing; all changes are this branch's.
        return frozenset()
    return frozenset(
        fingerprint(judgement.change, comparison.name)
        for judgement in comparison.verdict.judgements
    )


def _with_impact(workspace: Workspace, comparison: Comparison) -> Comparison:
    try:
        return counted(workspace, comparison)
    except SchemactlError:
        # A ledger that was altered is for `registry verify` to report; nothing is claimed from it.
        return comparison._replace(counted_in="")


def _approvals(comparison: Comparison, demand: Demand | None) -> Approved:
    old, new = comparison.old, comparison.new
    if not isinstance(new, SchemaSide) or not isinstance(old, SchemaSide):
        return Approved()
    migration = new.migration_from(old)
    signed = () if migration is None else migration.approvals
    approvals = tuple(approval for approval in signed if approval.by != UNDECIDED)
    if demand is None:
        # What is released was gated then.
        return Approved((), approvals)
    valid = tuple(one for one in approvals if one.content == demand.content)
    void = tuple(one for one in approvals if one.content != demand.content)
    return Approved(demand.roles, valid, void)
