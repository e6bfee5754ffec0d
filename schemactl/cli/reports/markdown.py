"""A report as Markdown, for a comment on a pull request.

Whatever contributors wrote stands in code: nothing in there is markup, a mention or HTML.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from schemactl.cli.excerpt import printable
from schemactl.cli.summary import found
from schemactl.model.finding import Diagnostic
from schemactl.validate.engine import Report
from schemactl.workspace import Workspace

# GitHub refuses a comment of more than 65,536 characters.
LONGEST = 60_000

_BACKTICKS = re.compile(r"`+")


def render(_workspace: Workspace, report: Report) -> str:
    """Return a table of counts, the findings by file, and what is accepted with its reasons."""
    head = [
        "## Label check",
        "",
        "| | schemas | labels | guidelines | errors | warnings | infos | suppressed |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
        f"| {'failed' if report.count('error') else 'passed'} | "
        f"{report.schemas} | {report.labels} | {report.guidelines} | {report.count('error')} | "
        f"{report.count('warning')} | {report.count('info')} | {report.suppressed} |",
    ]
    blocks = [*_by_file(report.diagnostics), *_accepted(report.diagnostics)]
    return "\n".join([*head, *_within_limit(blocks, found(report))])


def code(text: str) -> str:
    """Return a text of one line as a code span that nothing in the text can end."""
    text = " ".join(printable(text).split()) or " "
    fence = "`" * (_longest_run(text) + 1)
    padding = " " if text[0] == "`" or text[-1] == "`" else ""
    return f"{fence}{padding}{text}{padding}{fence}"


def _by_file(diagnostics: Iterable[Diagnostic]) -> Iterator[str]:
    unsettled = [diagnostic for diagnostic in diagnostics if diagnostic.suppressed is None]
    for file, group in groupby(unsettled, key=lambda diagnostic: diagnostic.file):
        yield f"\n### {code(file) if file else 'The repository'}\n"
        for diagnostic in group:
            yield (
                f"- **{diagnostic.severity}**{_place(diagnostic)} {code(diagnostic.message)} "
                f"({code(diagnostic.rule)}){_hint(diagnostic.hint)}"
            )


def _hint(text: str) -> str:
    """Return a hint behind its finding; several lines, such as YAML to add, keep their form."""
    lines = [printable(line) for line in text.splitlines()]
    if len(lines) < 2:  # noqa: PLR2004
        return f"<br>hint: {code(text)}" if text else ""
    fence = "`" * max(3, _longest_run(text) + 1)
    block = "\n".join(f"  {line}" for line in [f"{fence}text", *lines, fence])
    return f"\n\n  hint:\n\n{block}\n"


def _longest_run(text: str) -> int:
    return max((len(run) for run in _BACKTICKS.findall(text)), default=0)


def _accepted(diagnostics: Iterable[Diagnostic]) -> Iterator[str]:
    accepted = [diagnostic for diagnostic in diagnostics if diagnostic.suppressed is not None]
    if accepted:
        yield "\n### Accepted\n"
    for diagnostic in accepted:
        where = f"{code(diagnostic.file)}{_place(diagnostic)}" if diagnostic.file else ""
        reason = code(diagnostic.suppressed or "")
        yield f"- {where} {code(diagnostic.message)} ({code(diagnostic.rule)}), because: {reason}"


def _place(diagnostic: Diagnostic) -> str:
    region = diagnostic.region
    return f" line {region.line}, column {region.column}" if region.line else ""


def _within_limit(blocks: list[str], counts: str) -> Iterator[str]:
    room = LONGEST
    for position, block in enumerate(blocks):
        room -= len(block) + 1
        if room < 0:
            left = len(blocks) - position
            yield f"\nThe last {left} lines do not fit into a comment; in all: {counts}."
            return
        yield block
