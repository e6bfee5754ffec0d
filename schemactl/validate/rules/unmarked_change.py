"""Whether an edit moves a label's boundary is for its author to say: no tool can read it off."""

from collections.abc import Iterator

from schemactl.diff.judgement import Judgement
from schemactl.model.finding import Finding, Region
from schemactl.validate.subject import GuidelineSubject, SchemaSubject

# A gone label has a rule of its own, and a new one needs no mark where it is no major change.
_REPORTED_ELSEWHERE = ("label-retired", "label-added")
_ABOUT_LABELS = ("definition-changed", "criteria-changed", "case-reversed")


def check(subject: SchemaSubject | GuidelineSubject) -> Iterator[Finding]:
    """Yield every edit that needs a mark and has none, with the lines to add."""
    verdict = subject.history.verdict
    if verdict is None:
        return
    for judgement in verdict.judgements:
        if not judgement.declared and judgement.change.kind not in _REPORTED_ELSEWHERE:
            yield _finding(subject, judgement)


def _who_writes(subject: SchemaSubject) -> str:
    """Say how to get the file where there is none yet: with its ends and all that is open."""
    writes = f" (`schemactl migrate draft {subject.name}` writes the file)"
    return "" if subject.pending or subject.unreadable else writes


def _finding(subject: SchemaSubject | GuidelineSubject, judgement: Judgement) -> Finding:
    change = judgement.change
    if isinstance(subject, SchemaSubject):
        folder, main = f"schemas/{subject.name}", "schema.yaml"
        version = subject.schema.version
        target = f"{folder}/migrations/{version}.yaml under `steps:`{_who_writes(subject)}"
    else:
        folder, main = f"guidelines/{subject.name}", "guideline.yaml"
        target = f"{folder}/{main} under `changes:`"
    spot = change.new_spot
    file = f"{folder}/{spot.file if spot and spot.file else main}"
    region = Region(spot.line, 1, spot.line, 2) if spot and spot.line else None
    lines = "\n".join(judgement.missing)
    return Finding(
        spot.pointer if spot else (),
        f"{change.kind} of `{change.subject}` is not marked: nobody knows what it does to "
        "annotations",
        f"add to {target}:\n{lines}",
        change.subject if change.kind in _ABOUT_LABELS else None,
        file,
        region,
    )
