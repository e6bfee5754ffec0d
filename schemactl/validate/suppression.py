"""Suppressions: findings that are accepted with a reason, beside the thing or in the settings."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from schemactl.files.yaml_error import split_lines
from schemactl.files.yaml_tree import Document
from schemactl.model.finding import Diagnostic, Region
from schemactl.model.settings import Suppression

_COMMENT = re.compile(
    r"#\s*allow:\s*(?P<rule>[a-z0-9-]+)[ \t]*(?:--[ \t]*(?P<reason>.*\S))?[ \t]*$"
)


class Allowance(NamedTuple):
    """A comment `# allow: RULE -- reason`, which speaks of the next line that is no comment."""

    file: str
    comment: Region
    rule: str
    reason: str
    line: int


def allowances(document: Document) -> Iterator[Allowance]:
    """Yield the allowances in a file; the mark also counts behind a value on its own line."""
    if "allow:" not in document.text:
        return
    lines = split_lines(document.text)
    for number, line in enumerate(lines, 1):
        match = _COMMENT.search(line)
        if match is None:
            continue
        speaks_of = number
        while speaks_of <= len(lines) and lines[speaks_of - 1].lstrip().startswith("#"):
            speaks_of += 1
        region = Region(number, match.start() + 1, number, match.end() + 1)
        rule, reason = match["rule"], match["reason"] or ""
        yield Allowance(document.path, region, rule, reason, speaks_of)


class Settled(NamedTuple):
    """A suppression of the settings, with a diagnostic at its place to report with."""

    suppression: Suppression
    place: Diagnostic


# Nothing of such a file is read, so there is nothing left that could be accepted; and an author
# who could accept that nobody approved would need no approval.
NEVER_ACCEPTED = frozenset(
    {
        *("approval-missing", "approval-void"),
        *("file-limits", "not-utf-8", "yaml-feature", "yaml-syntax"),
        *("release-edited", "release-ungated"),
    }
)


def suppress(
    found: Iterable[Diagnostic],
    written: Iterable[Allowance],
    settled: Iterable[Settled],
    today: str,
    *,
    is_whole: bool = True,
) -> list[Diagnostic]:
    """Mark what is suppressed, and add what is wrong with the suppressions themselves.

    What is suppressed stays in the result. Where not the whole repository was examined, the
    settings may speak of what was left out, so that none of their suppressions counts as unused.
    """
    comments = {(a.file, a.line, a.rule): a for a in written}
    settings = list(settled)
    in_force = _by_rule_and_place(settings, today)
    used: set[object] = set()
    result: list[Diagnostic] = []
    for diagnostic in found:
        if diagnostic.rule in NEVER_ACCEPTED:
            result.append(diagnostic)
            continue
        key = (diagnostic.file or "", diagnostic.region.line or 0, diagnostic.rule)
        comment = comments.get(key)
        around = _around(diagnostic) if in_force else ()
        covering = [p for at in around for p in in_force.get((key[2], at), ())]
        used.update(covering)
        if comment is not None:
            used.add(key)
        setting = settings[max(covering)].suppression if covering else None
        result.append(_marked(diagnostic, comment, setting))
    result.extend(_about_comments(comments, used))
    if not is_whole:
        used.update(range(len(settings)))
    result.extend(_about_settings(settings, used, today))
    return result


def _marked(
    diagnostic: Diagnostic, comment: Allowance | None, setting: Suppression | None
) -> Diagnostic:
    if setting is not None:
        return diagnostic._replace(suppressed=setting.because, suppressed_in="settings")
    if comment is not None and comment.reason:
        return diagnostic._replace(suppressed=comment.reason, suppressed_in="file")
    return diagnostic


def _by_rule_and_place(settings: list[Settled], today: str) -> dict[tuple[str, str], list[int]]:
    """Return the positions of what has not expired: a baseline can have thousands of entries."""
    found: dict[tuple[str, str], list[int]] = {}
    for position, (suppression, _) in enumerate(settings):
        if (suppression.until or today) >= today:
            found.setdefault((suppression.rule, suppression.at), []).append(position)
    return found


def _around(diagnostic: Diagnostic) -> set[str]:
    """Return the address and the file of a finding, and all that lies around them."""
    found = {""}
    for place in (diagnostic.address, diagnostic.file or ""):
        parts = place.split("/")
        found.update("/".join(parts[: length + 1]) for length in range(len(parts)))
    return found


def _about_comments(
    comments: dict[tuple[str, int, str], Allowance], used: set[object]
) -> Iterator[Diagnostic]:
    for key, allowance in comments.items():
        if not allowance.reason:
            yield Diagnostic(
                "suppression-without-reason",
                "error",
                f"`allow: {allowance.rule}` has no reason, so it allows nothing",
                allowance.file,
                allowance.comment,
                None,
                f"write `# allow: {allowance.rule} -- reason`",
            )
        elif key not in used:
            yield Diagnostic(
                "suppression-unused",
                "warning",
                f"nothing here breaks `{allowance.rule}`",
                allowance.file,
                allowance.comment,
                None,
                "remove the comment",
            )


def _about_settings(settings: list[Settled], used: set[object], today: str) -> Iterator[Diagnostic]:
    for position, (suppression, place) in enumerate(settings):
        where = f" at {suppression.at}" if suppression.at else ""
        if (suppression.until or today) < today:
            yield place._replace(
                rule="suppression-expired",
                message=f"the suppression of `{suppression.rule}`{where} ended {suppression.until}",
                hint="mend the finding, or decide anew until when it is accepted",
            )
        elif position not in used:
            yield place._replace(
                rule="suppression-unused",
                message=f"nothing{where} breaks `{suppression.rule}`",
                hint="remove the suppression",
            )
