"""Changelog: what a release changed, for people who use the labels, newest first."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from schemactl.diff.judgement import Verdict
from schemactl.diff.render_markdown import entry_lines, escaped

_TITLES = {
    "major": "Readers and annotators have to act",
    "minor": "Something came",
    "patch": "Nobody has to act",
}
# A page that was written anew is read in the guideline, not here.
_LONGEST_LINE = 600
_TOO_LONG = "  - the words that changed are too many to be shown here"
_HEADING = re.compile(r"##\s+\S")
_UNRELEASED = re.compile(r"##\s+\[?unreleased\b", re.IGNORECASE)
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


class Announcement(NamedTuple):
    """What a changelog says of a release: the version before it, and how the two differ.

    `previous` and `verdict` are None at the first release; `remark` is a sentence of its own.
    """

    version: str
    date: str
    previous: str | None = None
    verdict: Verdict | None = None
    remark: str = ""


def entry(announcement: Announcement) -> str:
    """Return the section of a release, with its heading and without a line break at its end."""
    lines = [f"## {announcement.version} - {announcement.date}", ""]
    lines += [_summary(announcement), *_changes(announcement.verdict)]
    return "\n".join(lines).rstrip("\n")


def _summary(announcement: Announcement) -> str:
    remark = f" {escaped(announcement.remark)}" if announcement.remark else ""
    if announcement.previous is None or announcement.verdict is None:
        return f"First release.{remark}"
    bump = announcement.verdict.minimum_bump
    return f"After {announcement.previous}; minimum bump: **{bump}**.{remark}"


def _changes(verdict: Verdict | None) -> Iterator[str]:
    for bump, title in _TITLES.items():
        judged = [one for one in (verdict.judgements if verdict else ()) if one.bump == bump]
        if judged:
            yield from ("", f"### {title} ({bump})", "")
            for judgement in judged:
                # What is still to be declared is for pull requests, not for readers of releases.
                for line in entry_lines(judgement._replace(missing=())):
                    yield line if len(line) <= _LONGEST_LINE else _TOO_LONG


def with_entry(text: str, title: str, section: str) -> str:
    """Return a changelog with a section above all others but one of what is not released.

    Whatever stands there stays to the letter; a section that is there already is not added again.
    """
    line_end = "\r\n" if "\r\n" in text else "\n"
    section = section.replace("\n", line_end) + line_end
    if not text.strip():
        return f"{text}# {title}{line_end}{line_end}{section}"
    if section in text:
        return text
    at = _place(text)
    if at is None:
        gap = "" if text.endswith("\n") else line_end
        return f"{text}{gap}{line_end}{section}"
    return f"{text[:at]}{section}{line_end}{text[at:]}"


def _place(text: str) -> int | None:
    """Return where the newest release stands; None where there is none."""
    at, fence = 0, ""
    for line in text.splitlines(keepends=True):
        mark = _FENCE.match(line)
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1].startswith(fence):
            fence = ""
        elif not fence and _HEADING.match(line) and not _UNRELEASED.match(line):
            return at
        at += len(line)
    return None
