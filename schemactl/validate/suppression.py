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
    if "# allow:" not in document.text and "#allow:" not in document.text:
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


class Placed(NamedTuple):
    """A diagnostic with the schema/task/label address of what it is about.

    In the settings, `suppression` is what a diagnostic about it would be about.
    """

    diagnostic: Diagnostic
    address: str
    suppression: Suppression | None = None


def suppress(
    found: Iterable[Placed],
    written: Iterable[Allowance],
    settled: Iterable[Placed],
    today: str,
) -> list[Diagnostic]:
    """Mark what is suppressed, and add what is wrong with the suppressions themselves.

    `settled` are the suppressions of the settings. What is suppressed stays in the result.
    """
    comments = {(a.file, a.line, a.rule): a for a in written}
    settings = [(p.suppression, p.diagnostic) for p in settled if p.suppression is not None]
    used: set[object] = set()
    result: list[Diagnostic] = []
    for diagnostic, address, _ in found:
        key = (diagnostic.file or "", diagnostic.region.line or 0, diagnostic.rule)
        reason = None
        if key in comments and comments[key].reason:
            used.add(key)
            reason = comments[key].reason
        for position, (suppression, _place) in enumerate(settings):
            if _covers(suppression, diagnostic.rule, address, today):
                used.add(position)
                reason = suppression.because
        result.append(diagnostic if reason is None else diagnostic._replace(suppressed=reason))
    result.extend(_about_comments(comments, used))
    result.extend(_about_settings(settings, used, today))
    return result


def _covers(suppression: Suppression, rule: str, address: str, today: str) -> bool:
    if suppression.rule != rule or (suppression.until or today) < today:
        return False
    at = suppression.at
    return not at or address == at or address.startswith(f"{at}/")


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


def _about_settings(
    settings: list[tuple[Suppression, Diagnostic]], used: set[object], today: str
) -> Iterator[Diagnostic]:
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
