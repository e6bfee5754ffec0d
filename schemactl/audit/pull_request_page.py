"""The comment on a pull request: for a reader who has ten seconds, then for one who has more.

Whatever contributors wrote stands in code, where it is neither markup nor a mention.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from schemactl.audit.inert import code, code_spaced, fenced
from schemactl.audit.preview import preview_links
from schemactl.audit.pull_request import PullRequest, Section
from schemactl.diff.advice import proposed_step
from schemactl.diff.impact import impact_in_words, source_in_words
from schemactl.diff.judgement import Judgement
from schemactl.diff.wording import Passage, consequence_in_words, headline, passages
from schemactl.diff.words import segments
from schemactl.model.finding import Diagnostic

# GitHub refuses a comment of more than 65,536 characters; some of its counts are of UTF-16.
LONGEST = 60_000
MOST_FINDINGS = 10
_MOST_LISTED = 40
_MOST_PASSAGES = 12
# Of a long text, the words around a difference.
_AROUND = 60
_LONGEST_TEXT = 700
_LONGEST_PASSAGE = 3000
_MARKS = {"same": "", "gone": "~~", "new": "**"}
_WEIGHT = ("undecided", "drop", "relabel", "review", "map", "keep")


class Counts(NamedTuple):
    """What decides the first line: errors, edits that nobody explained, versions too low."""

    errors: int
    questions: int
    low: int
    missing: int


def marker(request: PullRequest) -> str:
    """Return the line by which one comment is found again; each label repository has its own."""
    folder = re.sub(r"[^A-Za-z0-9._/]", "_", request.folder)
    return f"<!-- schemactl pull-request {folder} -->"


def render(request: PullRequest, preview_url: str = "") -> str:
    """Return the comment; what does not fit is said to be left out."""
    blocks = [
        f"## Labels: {_headline(request)}",
        *(_verdict(section) for section in request.sections),
        _checks(request),
    ]
    for section in request.sections:
        blocks += _questions(section)
    for section in request.sections:
        blocks += _changes(section, preview_url)
    blocks += _findings(request)
    last = _footer(request)
    return "\n\n".join([marker(request), *_within_limit(blocks, last), last]) + "\n"


def counts(request: PullRequest) -> Counts:
    """Count what keeps a pull request from being merged."""
    return Counts(
        request.report.count("error"),
        sum(not judgement.declared for s in request.sections for judgement in s.judgements),
        sum(not (one.is_high_enough or one.is_unsettled) for one in request.sections),
        sum(len(section.approved.missing) for section in request.sections),
    )


def _headline(request: PullRequest) -> str:
    found = counts(request)
    said = [
        _number(found.questions, "open question") if found.questions else "",
        _number(found.low, "version") + " too low" if found.low else "",
        _number(found.missing, "approval") + " missing" if found.missing else "",
        _number(found.errors, "error") if found.errors else "",
    ]
    if any(said):
        return ", ".join(one for one in said if one)
    return "ready" if request.sections else "nothing changed"


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _verdict(section: Section) -> str:
    """Say in a few lines which version the changes need, and what becomes of annotations."""
    title = f"**{code(section.ref)}**"
    if section.comparison is None:
        lines = [f"{title}: {code(section.problem)}"]
    else:
        lines = [f"{title} {_step(section)}", *_effects(section)]
    lines += [f"- released here: {code(version)}" for version in section.released]
    lines += _approvals(section)
    return "\n".join(lines)


def _step(section: Section) -> str:
    assert section.comparison is not None
    bump, drafted = section.comparison.verdict.minimum_bump, code(section.drafted or "")
    if section.last is None:
        return f"is drafted as {drafted}; nothing of it is released yet"
    if bump == "none":
        return f"means the same as {code(section.last)}: only its form changed"
    asked = f"needs a **{bump}** step after {code(section.last)}"
    if section.is_high_enough:
        return f"{asked}; {drafted} is drafted, which is **enough**"
    if section.is_unsettled:
        return f"{asked}, unless the open questions say otherwise; {drafted} is drafted"
    needed = code(section.needed or "")
    return f"{asked}; {drafted} is drafted, which is **too low**: write {needed} or higher"


def _effects(section: Section) -> Iterator[str]:
    """Yield how many changes do what to annotations, the heaviest first."""
    for consequence in _WEIGHT[:-1]:
        found = [one for one in section.judgements if one.annotations == consequence]
        if found:
            told = consequence_in_words(found[0].annotations, ())
            yield f"- {_number(len(found), 'change')}: {told}"
    kept = sum(one.annotations == "keep" for one in section.judgements)
    if kept:
        yield f"- {_number(kept, 'change')}: annotations stay"


def _approvals(section: Section) -> Iterator[str]:
    approved = section.approved
    for one in approved.given:
        yield f"- approved by {code(one.by)} as {code(one.role)} on {code(str(one.at))}"
    for one in approved.void:
        yield f"- approval of {code(one.by)} as {code(one.role)} is void: the content changed since"
    for role in approved.missing:
        yield f"- **approval missing**: {code(role)}"


def _checks(request: PullRequest) -> str:
    report = request.report
    found = [
        _number(report.count("error"), "error"),
        _number(report.count("warning"), "warning"),
        f"{report.count('info')} info",
        f"{report.suppressed} accepted",
    ]
    return f"`schemactl validate`: {', '.join(found)}"


def _questions(section: Section) -> Iterator[str]:
    """Yield the edits that nobody explained, with the lines to add."""
    opened = [judgement for judgement in section.judgements if not judgement.declared]
    if not opened or section.comparison is None:
        return
    yield f"### {_number(len(opened), 'open question')} in {code(section.ref)}"
    where = section.comparison.add_to
    for judgement in opened[:_MOST_LISTED]:
        lines = [f"**{code(headline(judgement.change))}**: what does it do to annotations?"]
        if judgement.missing:
            lines[0] += f" Add to {code(where)}:" if where else " Add:"
            lines += ["", fenced(judgement.missing, "yaml")]
        yield "\n".join(lines)
    yield from _left_out(len(opened))
    if section.comparison.candidates:
        yield "\n".join(
            ["The same label under another id? Never assumed; write the step if so.", ""]
            + [
                f"- {one.change} {code(', '.join(one.source))} → {code(', '.join(one.target))} "
                f"({one.score:.2f}): {code(proposed_step(one))}"
                for one in section.comparison.candidates[:_MOST_LISTED]
            ]
        )


def _left_out(count: int) -> Iterator[str]:
    if count > _MOST_LISTED:
        yield f"… and {count - _MOST_LISTED} more"


def _changes(section: Section, preview_url: str) -> Iterator[str]:
    """Yield the changes that move a decision or an annotation, then the others."""
    heavy = [one for one in section.judgements if _is_heavy(one)]
    heavy.sort(key=lambda one: (not section.is_new(one), _WEIGHT.index(one.annotations)))
    light = [one for one in section.judgements if not _is_heavy(one)]
    links = preview_links(section, preview_url)
    if heavy:
        yield f"### What changes in {code(section.ref)}"
        yield from (_entry(section, one, links) for one in heavy[:_MOST_LISTED])
        yield from _left_out(len(heavy))
    if light:
        shown = [f"- {code(headline(one.change))}" for one in light[:_MOST_LISTED]]
        title = f"{_number(len(light), 'other change')} in the {section.kind}"
        parts = [f"<details><summary>{title}</summary>", "", *shown, *_left_out(len(light))]
        yield "\n".join([*parts, "", "</details>"])


def _is_heavy(judgement: Judgement) -> bool:
    quiet = judgement.bump in ("patch", "none") and judgement.annotations == "keep"
    meaning = judgement.change.kind in ("definition-changed", "criteria-changed", "page-changed")
    return not quiet or meaning


def _entry(section: Section, judgement: Judgement, links: dict[str, str]) -> str:
    change = judgement.change
    link = links.get(f"{change.task}/{change.subject}")
    preview = f" [preview]({link})" if link else ""
    age = "" if section.is_new(judgement) else " (drafted before this branch)"
    lines = [f"**{code(headline(change))}** {judgement.bump}{age}{preview}"]
    labels = f" ({code(', '.join(judgement.labels[:6]))})" if judgement.labels else ""
    told = consequence_in_words(judgement.annotations, ())
    lines.append(f"- {told}{labels}{impact_in_words(judgement.impact)}")
    if judgement.because:
        lines.append(f"- because: {code(_clipped(judgement.because))}")
    shown = [_passage(passage) for passage in passages(change)]
    lines += [f"- {passage}" for passage in shown[:_MOST_PASSAGES]]
    if len(shown) > _MOST_PASSAGES:
        lines.append(f"- … and {len(shown) - _MOST_PASSAGES} more texts")
    return "\n".join(lines)


def _passage(passage: Passage) -> str:
    """Show a text word by word: what went is struck through, what came is bold."""
    field = f"{code(passage.field)}: " if passage.field else ""
    shown: list[str] = []
    for kind, text in segments(passage.before, passage.after):
        if sum(map(len, shown)) > _LONGEST_PASSAGE:
            shown.append(" …")
            break
        clipped = _around(text) if kind == "same" else _clipped(text)
        spaced = code_spaced(clipped)
        inner = spaced.strip()
        mark = _MARKS[kind]
        shown.append(spaced.replace(inner, f"{mark}{inner}{mark}", 1) if inner else " ")
    return f"{field}{''.join(shown).strip()}"


def _around(text: str) -> str:
    return text if len(text) <= 2 * _AROUND + 3 else f"{text[:_AROUND]} … {text[-_AROUND:]}"


def _clipped(text: str) -> str:
    return text if len(text) <= _LONGEST_TEXT else f"{text[:_LONGEST_TEXT]} …"


def _findings(request: PullRequest) -> Iterator[str]:
    order = {"error": 0, "warning": 1}
    found = [d for d in request.report.diagnostics if d.suppressed is None and d.severity in order]
    if not found:
        return
    found.sort(key=lambda diagnostic: order[diagnostic.severity])
    lines = [_finding(diagnostic) for diagnostic in found[:MOST_FINDINGS]]
    if len(found) > MOST_FINDINGS:
        lines.append(f"- … and {len(found) - MOST_FINDINGS} more: run `schemactl validate`")
    yield "\n".join(["### Findings", "", *lines])


def _finding(diagnostic: Diagnostic) -> str:
    line = f" line {diagnostic.region.line}" if diagnostic.region.line else ""
    where = f" {code(diagnostic.file)}{line}" if diagnostic.file else ""
    message = code(_clipped(diagnostic.message))
    return f"- **{diagnostic.severity}**{where}: {message} ({code(diagnostic.rule)})"


def _footer(request: PullRequest) -> str:
    sources = dict.fromkeys(
        line
        for section in request.sections
        if section.comparison is not None
        for line in source_in_words(section.comparison.counted_in)
    )
    compared = f"Compared with {code(request.against)}, left at `{request.commit[:12]}`"
    return f"<sub>{'; '.join([compared, *sources])}.</sub>"


def _within_limit(blocks: Iterable[str], last: str) -> Iterator[str]:
    """Yield the blocks that fit; none is cut, so that nothing stays open."""
    room = LONGEST - _length(last)
    left = 0
    for block in blocks:
        if _length(block) + 2 > room:
            left += 1
        else:
            room -= _length(block) + 2
            yield block
    if left:
        yield (
            f"**{_number(left, 'part')} of this report did not fit into a comment.** "
            "Run `schemactl report pull-request --against REF` to read all of it."
        )


def _length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
