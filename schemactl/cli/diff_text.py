"""A comparison as people read it in a terminal: what changed, what it means, what to add."""

from collections.abc import Iterator

import click

from schemactl.diff.advice import proposed_step
from schemactl.diff.impact import impact_in_words, source_in_words
from schemactl.diff.judgement import Judgement
from schemactl.diff.report import Comparison, summary
from schemactl.diff.sides import Side
from schemactl.diff.wording import Passage, consequence_in_words, headline, passages
from schemactl.diff.words import segments
from schemactl.model.change import Spot

_COLOURS = {"major": "red", "minor": "yellow", "patch": "green", "none": "green"}
_MARKS = {"gone": ("[-", "-]", "red"), "new": ("{+", "+}", "green")}
# Of a long text, the words around a difference.
_AROUND = 40


def comparison_as_text(comparison: Comparison) -> Iterator[str]:
    """Yield the changes with the largest step first, then candidates, then the sum."""
    for bump in ("major", "minor", "patch"):
        for judgement in comparison.verdict.judgements:
            if judgement.bump == bump:
                yield from _entry(comparison, judgement)
    if comparison.candidates:
        yield click.style("candidates (never assumed; write the step if one is right)", bold=True)
    for one in comparison.candidates:
        yield f"  {one.score:.2f} {one.change} {_names(one.source)} → {_names(one.target)}"
        yield f"    {proposed_step(one)}"
    counts = ", ".join(f"{kind} {count}" for kind, count in summary(comparison).items())
    yield f"{comparison.old.ref} → {comparison.new.ref}: {counts or 'no changes'}"
    yield from source_in_words(comparison.counted_in)
    bump = comparison.verdict.minimum_bump
    yield f"minimum bump: {click.style(bump, fg=_COLOURS[bump], bold=True)}"


def _names(ids: tuple[str, ...]) -> str:
    return ", ".join(ids)


def _entry(comparison: Comparison, judgement: Judgement) -> Iterator[str]:
    change = judgement.change
    where = _where(comparison.new, change.new_spot) or _where(comparison.old, change.old_spot)
    bump = click.style(judgement.bump, fg=_COLOURS[judgement.bump], bold=True)
    kind = click.style(f"[{change.kind}]", dim=True)
    yield f"{where}{bump}: {headline(change)} {kind}"
    told = consequence_in_words(judgement.annotations, judgement.labels)
    yield f"  {told}{impact_in_words(judgement.impact)}"
    for passage in passages(change):
        yield from _passage(passage)
    if judgement.missing:
        where = f" to {comparison.add_to}" if comparison.add_to else ""
        yield f"  {click.style('add', fg='cyan')}{where}:"
        yield from (f"    {line}" for line in judgement.missing)


def _where(side: Side, spot: Spot | None) -> str:
    place = side.written.locate(spot)
    if place is None:
        return ""
    file, region = place
    return f"{file}:{region.line}:{region.column}: "


def _passage(passage: Passage) -> Iterator[str]:
    field = f"{passage.field}: " if passage.field else ""
    shown = "".join(_segment(*segment) for segment in segments(passage.before, passage.after))
    for number, line in enumerate(shown.split("\n")):
        yield f"  {field if number == 0 else ''}{line}".rstrip()


def _segment(kind: str, text: str) -> str:
    if kind in _MARKS:
        start, end, colour = _MARKS[kind]
        words = text.rstrip()
        return click.style(f"{start}{words}{end}", fg=colour) + text[len(words) :]
    if len(text) <= 2 * _AROUND + 3:
        return text
    return f"{text[:_AROUND]} … {text[-_AROUND:]}"
