"""Comparing: what a release changed against the one before it, judged and with fingerprints."""

from collections.abc import Iterator, Sequence

from schemactl.diff.comparison import compare
from schemactl.diff.fingerprint import fingerprint
from schemactl.diff.guideline_verdict import judge_guideline
from schemactl.diff.guidelines import GuidelineContent, compare_guidelines
from schemactl.diff.judgement import Judgement
from schemactl.diff.verdict import judge
from schemactl.model.release import GuidelineRelease, SchemaRelease

Marked = tuple[Judgement, str]


def schema_changes(old: SchemaRelease, new: SchemaRelease) -> Iterator[Marked]:
    """Yield the changes of a schema with their fingerprints."""
    found = compare(old.schema, new.schema, new.migration)
    verdict = judge(found, new.migration, old.schema, new.schema)
    return _marked(verdict.judgements, new.schema.name)


def guideline_changes(old: GuidelineRelease, new: GuidelineRelease) -> Iterator[Marked]:
    """Yield the changes of a guideline with their fingerprints."""
    found = compare_guidelines(_content(old), _content(new))
    verdict = judge_guideline(found, old.guideline, new.guideline)
    return _marked(verdict.judgements, new.guideline.name)


def _content(release: GuidelineRelease) -> GuidelineContent:
    return GuidelineContent(release.guideline, release.pages, release.rulings, release.translations)


def _marked(judgements: Sequence[Judgement], name: str) -> Iterator[Marked]:
    yield from ((one, fingerprint(one.change, name)) for one in judgements)
