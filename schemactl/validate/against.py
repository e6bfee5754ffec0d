"""What only another commit can tell: released files that changed, and releases made meanwhile."""

import re
import shlex
from collections.abc import Iterator
from typing import NamedTuple

from schemactl.files.git_tree import (
    GitTree,
    blob_id,
    merge_base,
    read_tree,
    resolve_commit,
    top_folder,
)
from schemactl.files.settings_file import parse_settings
from schemactl.files.source import read_document
from schemactl.model.finding import Diagnostic, Region
from schemactl.model.settings import Settings
from schemactl.model.version import SEMVER, precedence
from schemactl.releases.folder import MANIFEST
from schemactl.releases.read import LINE_ENDS, versions
from schemactl.validate.suppression import NEVER_ACCEPTED
from schemactl.workspace import SETTINGS_FILE, Workspace

_RELEASED = re.compile(
    r"(?P<root>(?:.*/)?)registry/(?P<kind>schema|guideline)s/(?P<name>[^/]+)/(?P<version>[^/]+)/"
    r"(?P<file>.+)\Z",
    re.DOTALL,
)


class Baseline(NamedTuple):
    """Where this branch left another (`base`), and where that one is now (`tip`).

    `here` and `there` are the label repository's folder, from the top of the git repository,
    in the working tree and in the two commits: the folder may have been renamed.
    """

    ref: str
    base: GitTree
    tip: GitTree
    here: str
    there: str


def read_baseline(workspace: Workspace, ref: str) -> Baseline:
    """Read the commits that a branch is compared with. Raises SchemactlError, exit code 2."""
    root = workspace.root.resolve()
    top = top_folder(root).resolve()
    tip = resolve_commit(root, ref)
    base = read_tree(root, merge_base(root, ref))
    relative = root.relative_to(top).as_posix()
    here = "" if relative == "." else f"{relative}/"
    roots = {match["root"] for path in base.blobs if (match := _RELEASED.match(path))}
    moved = here not in roots and len(roots) == 1
    return Baseline(ref, base, read_tree(root, tip), here, roots.pop() if moved else here)


def compare_with(workspace: Workspace, baseline: Baseline) -> Iterator[Diagnostic]:
    """Yield what the branch does to releases that others have."""
    yield from _edited(workspace, baseline)
    for kind, names in (
        ("schema", workspace.schema_names()),
        ("guideline", workspace.guideline_names()),
    ):
        for name in names:
            yield from _meanwhile(workspace, baseline, kind, name)


def _edited(workspace: Workspace, baseline: Baseline) -> Iterator[Diagnostic]:
    """Yield released files whose bytes are others than where the branch began."""
    for path, known in baseline.base.blobs.items():
        if not path.startswith(baseline.there):
            continue
        inside = path[len(baseline.there) :]
        match = _RELEASED.match(inside)
        if match is None or match["root"]:
            continue
        file = workspace.root / inside
        restore = f"restore it with `{_restoring(baseline, inside)}`"
        if not file.is_file():
            message = f"this file was released before, and {baseline.ref} still has it"
            yield _diagnostic("release-edited", message, inside, restore)
            continue
        content = file.read_bytes()
        if blob_id(content, known) == known:
            continue
        if blob_id(content.replace(b"\r\n", b"\n"), known) == known:
            message = "a released file has CRLF line ends; its text is unchanged"
            yield _diagnostic("release-edited", message, inside, LINE_ENDS)
        else:
            message = f"this released file is not the one that {baseline.ref} has"
            hint = f"{restore}, and release a new version instead"
            yield _diagnostic("release-edited", message, inside, hint)


def _restoring(baseline: Baseline, inside: str) -> str:
    """Return what brings a file back, from the top of the git repository or anywhere in it."""
    was, now = f"{baseline.there}{inside}", f"{baseline.here}{inside}"
    if was != now:
        # Checked out, it would stand in the folder that is no longer there.
        return f"git show {shlex.quote(f'{baseline.ref}:{was}')} > {shlex.quote(now)}"
    return f"git checkout {baseline.ref} -- {shlex.quote(f':/{now}' if baseline.here else now)}"


def asked_for(settings: Settings, baseline: Baseline) -> Settings:
    """Return the settings with what the other branch asks for: approvals, and rules of guard.

    A branch that takes a role out of the settings, or a rule that nobody may accept, would else
    decide itself who looks at it.
    """
    path = f"{baseline.there}{SETTINGS_FILE}"
    known = path in baseline.tip.blobs
    theirs = parse_settings(path, baseline.tip.read(path)).settings if known else Settings()
    ours = settings.approvals
    roles = {
        step: tuple(dict.fromkeys((*theirs.approvals.get(step, ()), *ours.get(step, ()))))
        for step in (*theirs.approvals, *ours)
    }
    levels = {
        rule: level for rule, level in settings.severity.items() if rule not in NEVER_ACCEPTED
    }
    levels |= {rule: level for rule, level in theirs.severity.items() if rule in NEVER_ACCEPTED}
    return settings.model_copy(update={"approvals": roles, "severity": levels})


def is_new(baseline: Baseline, kind: str, name: str, version: str) -> bool:
    """Tell whether this branch made a release: the other one had it not where they parted."""
    return (
        f"{baseline.there}registry/{kind}s/{name}/{version}/{MANIFEST}" not in baseline.base.blobs
    )


def _meanwhile(
    workspace: Workspace, baseline: Baseline, kind: str, name: str
) -> Iterator[Diagnostic]:
    """Yield a release that the other branch made since: ids, indexes and versions are taken."""
    ours = set(versions(workspace, kind, name))
    prefix = f"{baseline.there}registry/{kind}s/{name}/"
    theirs = {
        path[len(prefix) :].split("/", 1)[0]
        for path in baseline.tip.blobs
        if path.startswith(prefix) and path.endswith(f"/{MANIFEST}")
    }
    new = sorted((v for v in theirs - ours if SEMVER.match(v)), key=precedence)
    if new:
        file = {"schema": workspace.schema_file, "guideline": workspace.guideline_file}[kind](name)
        command = f"schemactl migrate draft {name} --onto {baseline.ref}"
        moves = f"; `{command}` moves this draft" if kind == "schema" else ""
        found = _diagnostic(
            "released-meanwhile",
            f"{baseline.ref} has released {kind}:{name}@{new[-1]}, which this branch does not have",
            workspace.relative(file),
            f"merge or rebase onto {baseline.ref}, then draft a version above {new[-1]}{moves}",
        )
        # The version is what has to give way.
        yield found._replace(region=read_document(workspace, file).locate(("version",)))


def _diagnostic(rule: str, message: str, file: str, hint: str) -> Diagnostic:
    return Diagnostic(rule, "error", message, file, Region(), None, hint)
