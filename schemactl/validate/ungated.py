"""Releases that a branch brings along: each is judged again, as if it were still a draft.

`release` asks the gate, but a folder can be written without it; and the gate compares a draft with
the last release, so that whatever such a folder holds would be the past from then on.
"""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from schemactl.diff.judgement import Verdict
from schemactl.errors import SchemactlError
from schemactl.model.finding import Diagnostic, Region
from schemactl.model.migration import UNDECIDED
from schemactl.model.release import SchemaRelease
from schemactl.model.settings import Settings
from schemactl.model.version import precedence, raised
from schemactl.releases.approval import approval_content
from schemactl.releases.folder import MANIFEST, SOURCE
from schemactl.releases.read import read_guideline, read_schema, released_names, versions
from schemactl.validate.against import Baseline, is_new
from schemactl.validate.demand import roles_of
from schemactl.validate.drafted import judge_guideline_draft, judge_schema
from schemactl.workspace import Workspace


def ungated(workspace: Workspace, baseline: Baseline, settings: Settings) -> Iterator[Diagnostic]:
    """Yield every release of this branch that the gate would not have let pass."""
    for kind in ("schema", "guideline"):
        for name in released_names(workspace, kind):
            for before, version in pairwise(versions(workspace, kind, name)):
                if is_new(baseline, kind, name, version):
                    wrong = _wrong(workspace, settings, (kind, name, before, version))
                    if wrong:
                        yield _diagnostic(workspace, kind, name, version, wrong)


def _wrong(workspace: Workspace, settings: Settings, found: tuple[str, str, str, str]) -> str:
    """Say what the gate would have said first; nothing where it would have been silent."""
    kind, name, before, version = found
    try:
        if kind == "guideline":
            old, new = (read_guideline(workspace, name, one) for one in (before, version))
            verdict, digest, previous = judge_guideline_draft(old, new), old.digest, new.previous
            missing = ""
        else:
            last, made = (read_schema(workspace, name, one) for one in (before, version))
            verdict, digest, previous = judge_schema(last, made), last.digest, made.previous
            missing = _approved(made, roles_of(settings, verdict))
    except SchemactlError:
        # Edited releases are reported where they stand.
        return ""
    if previous != digest:
        return f"it does not name {before} as the release before it"
    source = workspace.release_folder(kind, name, version) / SOURCE
    for rule, wrong in _judged(verdict, before, version):
        if not _is_accepted(rule, settings, source):
            return wrong
    return missing


def _judged(verdict: Verdict, before: str, version: str) -> Iterator[tuple[str, str]]:
    for judgement in verdict.judgements:
        change = judgement.change
        if not judgement.declared and change.kind != "label-added":
            rule = "label-without-fate" if change.kind == "label-retired" else "unmarked-change"
            yield rule, f"{change.kind} of `{change.subject}` is not marked"
    needed, bump = raised(before, verdict.minimum_bump), verdict.minimum_bump
    heaviest = [one for one in verdict.judgements if one.bump == bump]
    # An unmarked edit counts as major until it is marked, and is named above.
    is_known = any(one.declared or one.change.kind == "label-added" for one in heaviest)
    least = needed if is_known else raised(before, "patch")
    is_low = precedence(version)[:3] < precedence(least)[:3]
    if is_low:
        wrong = f"after {before} its changes are {verdict.minimum_bump}: it has to be {needed}"
        yield "bump-too-low", wrong


def _is_accepted(rule: str, settings: Settings, source: Path) -> bool:
    """Tell whether somebody said that the rule may be broken: in the settings, or in a file.

    Where exactly does not matter here: what was accepted stood in the pull request with its reason.
    """
    if settings.severity.get(rule, "error") != "error":
        return True
    if any(suppression.rule == rule for suppression in settings.suppressions):
        return True
    files = sorted(source.rglob("*.yaml")) if source.is_dir() else []
    return any(f"allow: {rule} --".encode() in file.read_bytes() for file in files)


def _approved(made: SchemaRelease, roles: tuple[str, ...]) -> str:
    given = () if made.migration is None else made.migration.approvals
    if not roles:
        return ""
    stored = {
        name: (made.folder / name).read_bytes()
        for name in ("schema.json", "migration.json")
        if (made.folder / name).is_file()
    }
    content = approval_content(stored)
    known = {one.role for one in given if one.content == content and one.by != UNDECIDED}
    missing = [role for role in roles if role not in known]
    return f"it has no approval of {', '.join(f'`{role}`' for role in missing)}" if missing else ""


def _diagnostic(workspace: Workspace, kind: str, name: str, version: str, wrong: str) -> Diagnostic:
    folder = workspace.release_folder(kind, name, version)
    message = f"the gate would not have let {kind}:{name}@{version} pass: {wrong}"
    hint = f"remove it with `git rm -q -r {workspace.relative(folder)}`, mend the draft, release it"
    file = workspace.relative(folder / MANIFEST)
    return Diagnostic("release-ungated", "error", message, file, Region(), None, hint)
