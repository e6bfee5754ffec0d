"""A comparison as Markdown, for pull requests and changelogs."""

import re
from collections.abc import Iterator

from schemactl.diff.advice import proposed_step
from schemactl.diff.impact import impact_in_words, source_in_words
from schemactl.diff.judgement import Judgement
from schemactl.diff.report import Comparison
from schemactl.diff.wording import Passage, consequence_in_words, headline, passages
from schemactl.diff.words import segments

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#+!|~&]|^-)")
_BREAKS = re.compile(r"\s*\n\s*")
_FENCE = "```"


def render_markdown(comparison: Comparison) -> str:
    """Return the whole report, the changes with the largest step first."""
    old, new = escaped(comparison.old.ref), escaped(comparison.new.ref)
    lines = [f"## {old} → {new}", "", f"Minimum bump: **{comparison.verdict.minimum_bump}**", ""]
    if not comparison.verdict.judgements:
        lines += ["Nothing changed.", ""]
    for bump in ("major", "minor", "patch"):
        judged = [one for one in comparison.verdict.judgements if one.bump == bump]
        if judged:
            lines += [f"### {bump} ({len(judged)})", ""]
            lines += [line for judgement in judged for line in entry_lines(judgement)]
            lines.append("")
    if comparison.candidates:
        lines += ["### Candidates", "", "Never assumed; write the step if one is right.", ""]
        for one in comparison.candidates:
            lines.append(
                f"- {one.change} {_names(one.source)} → {_names(one.target)} ({one.score:.2f})"
            )
            lines += ["", *_fenced((proposed_step(one),)), ""]
    for line in source_in_words(comparison.counted_in):
        lines += [line.capitalize(), ""]
    return "\n".join(lines)


def _names(ids: tuple[str, ...]) -> str:
    return ", ".join(escaped(label) for label in ids)


def entry_lines(judgement: Judgement) -> Iterator[str]:
    """Yield a change as an item of a list: what it is, what it does, why, the words."""
    change = judgement.change
    told = consequence_in_words(judgement.annotations, judgement.labels)
    told += impact_in_words(judgement.impact)
    yield f"- **{escaped(headline(change))}** ({change.kind}): {escaped(told)}"
    if judgement.because:
        yield f"  Because: {_flat(judgement.because)}"
    for passage in passages(change):
        yield f"  - {_passage(passage)}"
    if judgement.missing:
        yield "  - undeclared; add:"
        yield ""
        yield from _fenced(judgement.missing)
        yield ""


def _fenced(lines: tuple[str, ...]) -> Iterator[str]:
    yield from (f"    {line}" for line in (f"{_FENCE}yaml", *lines, _FENCE))


def _passage(passage: Passage) -> str:
    field = f"{escaped(passage.field)}: " if passage.field else ""
    marks = {"same": "", "gone": "~~", "new": "**"}
    shown = []
    for kind, text in segments(passage.before, passage.after):
        words = _flat(text)
        # A mark holds only where it touches the word.
        start = " " if text[:1].isspace() else ""
        end = " " if text[-1:].isspace() else ""
        shown.append(f"{start}{marks[kind]}{words}{marks[kind]}{end}" if words else " ")
    return field + "".join(shown).strip()


def _flat(text: str) -> str:
    return escaped(_BREAKS.sub(" / ", text.strip()))


def escaped(text: str) -> str:
    """Return a text whose characters mean nothing to Markdown."""
    return _SPECIAL.sub(r"\\\1", text)
