"""The CHANGELOG.md beside a working copy: what a release adds, and how it is taken back."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from schemactl.diff.changelog import Announcement, entry, with_entry
from schemactl.errors import SchemactlError
from schemactl.files.tree import write_file
from schemactl.model.release import GuidelineRelease, SchemaRelease
from schemactl.model.taxonomy import taxonomies
from schemactl.validate.engine import Report
from schemactl.validate.subject import GuidelineSubject, SchemaSubject
from schemactl.workspace import Workspace

CHANGELOG = "CHANGELOG.md"


class ChangelogEdit(NamedTuple):
    """The section that a release adds, and the file before (None: there was none) and after."""

    path: Path
    section: str
    before: bytes | None
    after: bytes


def announce(
    workspace: Workspace, release: SchemaRelease | GuidelineRelease, report: Report, at: str
) -> ChangelogEdit:
    """Say what a release adds to its changelog. Raises SchemactlError where that is no text.

    The report is that of the gate: it has compared the draft with the last release.
    """
    noun = release.schema if isinstance(release, SchemaRelease) else release.guideline
    kind = "schema" if isinstance(release, SchemaRelease) else "guideline"
    subject = _subject(report, kind, noun.name)
    known = () if subject is None else subject.history.versions
    verdict = None if subject is None else subject.history.verdict
    previous = known[-1] if known else None
    date = at[: len("YYYY-MM-DD")]
    remark = _remark(release, is_first=previous is None)
    section = entry(Announcement(noun.version, date, previous, verdict, remark))
    path = release.folder / CHANGELOG
    workspace.inside(path)
    before = path.read_bytes() if path.is_file() else None
    try:
        text = (before or b"").decode("utf-8")
    except UnicodeDecodeError as error:
        raise SchemactlError(
            f"{workspace.relative(path)} is not UTF-8, so that nothing can be added to it",
            "save it as UTF-8, or move it away",
        ) from error
    after = with_entry(text, f"Changelog of {kind} {noun.name}", section)
    return ChangelogEdit(path, section, before, after.encode())


def write_changelogs(edits: Iterable[ChangelogEdit]) -> None:
    """Write the changelogs; `take_back` undoes it."""
    for edit in edits:
        write_file(edit.path, edit.after)


def take_back(edits: Iterable[ChangelogEdit]) -> None:
    """Give every changelog the bytes that it had, or none."""
    for edit in edits:
        if edit.before is None:
            edit.path.unlink(missing_ok=True)
        elif edit.path.read_bytes() != edit.before:
            write_file(edit.path, edit.before)


def _subject(report: Report, kind: str, name: str) -> SchemaSubject | GuidelineSubject | None:
    wanted = SchemaSubject if kind == "schema" else GuidelineSubject
    for gathered in report.gathered:
        if isinstance(gathered.subject, wanted) and gathered.subject.name == name:
            return gathered.subject
    return None


def _remark(release: SchemaRelease | GuidelineRelease, *, is_first: bool) -> str:
    if isinstance(release, GuidelineRelease):
        pinned = release.guideline.built_with
        return "" if pinned is None else f"Checked against {pinned.ref}."
    if not is_first:
        return ""
    counted = [(t.task.id, len(t.places)) for t in taxonomies(release.schema)]
    return f"Labels: {', '.join(f'{task} has {count}' for task, count in counted)}."
