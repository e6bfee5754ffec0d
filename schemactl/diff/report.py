"""A whole comparison: both sides, the judged changes with their places, and its JSON shape."""

from collections import Counter
from typing import Any, NamedTuple

from schemactl.diff.advice import proposed_step
from schemactl.diff.aspects import translations
from schemactl.diff.candidates import Candidate, candidates
from schemactl.diff.comparison import compare
from schemactl.diff.fingerprint import fingerprint
from schemactl.diff.guideline_verdict import judge_guideline
from schemactl.diff.guidelines import compare_guidelines
from schemactl.diff.impact import impact_as_json
from schemactl.diff.judgement import Judgement, Verdict
from schemactl.diff.sides import GuidelineSide, SchemaSide, Side, named_as, read_side
from schemactl.diff.verdict import judge
from schemactl.errors import SchemactlError
from schemactl.model.change import Spot
from schemactl.workspace import Workspace


class Comparison(NamedTuple):
    """What differs between two sides, and which labels may be others under a new id."""

    old: Side
    new: Side
    name: str
    verdict: Verdict
    candidates: tuple[Candidate, ...] = ()
    # Where what is missing belongs; empty where the new side is a release, which is not edited.
    add_to: str = ""
    # Where impact was counted; empty where that is not known, None where nobody asked.
    counted_in: str | None = None


def compare_sides(workspace: Workspace, old: str, new: str) -> Comparison:
    """Compare what two texts lead to. Raises SchemactlError where one leads nowhere."""
    before = read_side(workspace, named_as(old, new))
    after = read_side(workspace, named_as(new, old))
    if isinstance(before, SchemaSide) and isinstance(after, SchemaSide):
        return _schemas(before, after)
    if isinstance(before, GuidelineSide) and isinstance(after, GuidelineSide):
        was, now = before.content, after.content
        verdict = judge_guideline(compare_guidelines(was, now), was.guideline, now.guideline)
        return Comparison(before, after, now.guideline.name, verdict, (), _add_to(after, ""))
    raise SchemactlError(
        f"{old} and {new} are a schema and a guideline", "compare two of the same kind"
    )


def _schemas(before: SchemaSide, after: SchemaSide) -> Comparison:
    migration = after.migration_from(before)
    was, now = before.schema, after.schema
    changes = compare(was, now, migration)
    changes += tuple(translations.compare(before.translations, after.translations))
    verdict = judge(changes, migration, was, now)
    add_to = _add_to(after, f"migrations/{now.version}.yaml")
    return Comparison(before, after, now.name, verdict, candidates(was, now, migration), add_to)


def _add_to(side: Side, name: str) -> str:
    return "" if side.digest is not None else side.written.files.shown(name or side.written.main)


def subject_of(side: Side) -> str:
    """Return what a side is a version of: kind:name."""
    if isinstance(side, SchemaSide):
        return f"schema:{side.schema.name}"
    return f"guideline:{side.content.guideline.name}"


def report_as_json(comparison: Comparison) -> dict[str, Any]:
    """Return a comparison in the JSON shape of `diff`."""
    judgements = comparison.verdict.judgements
    return {
        "from": {"ref": comparison.old.ref, "digest": comparison.old.digest},
        "to": {"ref": comparison.new.ref, "digest": comparison.new.digest},
        "minimum_bump": comparison.verdict.minimum_bump,
        "changes": [_change(comparison, judgement) for judgement in judgements],
        "summary": summary(comparison),
        "candidates": [
            {
                "change": candidate.change,
                "task": candidate.task,
                "from": list(candidate.source),
                "to": list(candidate.target),
                "score": candidate.score,
                "step": proposed_step(candidate),
            }
            for candidate in comparison.candidates
        ],
        **({} if comparison.counted_in is None else {"impact_from": comparison.counted_in}),
    }


def summary(comparison: Comparison) -> dict[str, int]:
    """Return how many changes of each kind there are."""
    kinds = Counter(judgement.change.kind for judgement in comparison.verdict.judgements)
    return dict(sorted(kinds.items()))


def _change(comparison: Comparison, judgement: Judgement) -> dict[str, Any]:
    change = judgement.change
    return {
        "kind": change.kind,
        "fingerprint": fingerprint(change, comparison.name),
        "task": change.task,
        "from": list(change.source),
        "to": list(change.target),
        "bump": judgement.bump,
        "annotations": judgement.annotations,
        "labels": list(judgement.labels),
        "declared": judgement.declared,
        "because": judgement.because,
        "missing": list(judgement.missing),
        "before": change.before,
        "after": change.after,
        "old_position": _position(comparison.old, change.old_spot),
        "new_position": _position(comparison.new, change.new_spot),
        **({} if judgement.impact is None else {"impact": impact_as_json(judgement.impact)}),
    }


def _position(side: Side, spot: Spot | None) -> dict[str, Any] | None:
    place = side.written.locate(spot)
    if place is None:
        return None
    file, region = place
    return {"file": file, "line": region.line, "column": region.column}
