"""Releases that a branch brings along: each is judged again, as if it were still a draft.

`release` asks the gate, but a folder can be written without it; and the gate compares a draft with
the last release, so that whatever such a folder holds would be the past from then on.
"""

from collections.abc import Iterator
from itertools import pairwise

from schemactl.diff.judgement import Verdict
from schemactl.errors import SchemactlError
from schemactl.model.finding import Diagnostic, Region
from schemactl.model.release import SchemaRelease
from schemactl.model.settings import Settings
from schemactl.model.version import precedence, raised
from schemactl.releases.approval import UNDECIDED, approval_content
from schemactl.releases.folder import MANIFEST
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
            return _chain(old.digest, new.previous, before) or _judged(
                judge_guideline_draft(old, new), before, version
            )
        last, made = (read_schema(workspace, name, one) for one in (before, version))
    except SchemactlError:
        # Edited releases are reported where they stand.
        return ""
    verdict = judge_schema(last, made)
    return (
        _chain(last.digest, made.previous, before)
        or _judged(verdict, before, version)
        or _approved(made, roles_of(settings, verdict))
    )


def _chain(digest: str, previous: str | None, before: str) -> str:
    return "" if previous == digest else f"it does not name {before} as the release before it"


def _judged(verdict: Verdict, before: str, version: str) -> str:
    for judgement in verdict.judgements:
        if not judgement.declared and judgement.change.kind != "label-added":
            return f"{judgement.change.kind} of `{judgement.change.subject}` is not marked"
    needed = raised(before, verdict.minimum_bump)
    if precedence(version)[:3] < precedence(needed)[:3]:
        return f"after {before} its changes are {verdict.minimum_bump}: it has to be {needed}"
    return ""


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
