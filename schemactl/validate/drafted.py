"""What a draft changes: its differences from the last release, judged by what its author said."""

from schemactl.diff.aspects import translations
from schemactl.diff.comparison import compare
from schemactl.diff.guideline_verdict import judge_guideline
from schemactl.diff.guidelines import GuidelineContent, compare_guidelines
from schemactl.diff.judgement import Verdict
from schemactl.diff.verdict import judge
from schemactl.model.release import GuidelineRelease, SchemaRelease


def judge_schema(last: SchemaRelease, draft: SchemaRelease) -> Verdict:
    """Judge what the draft of a schema changes, by its migration."""
    changes = compare(last.schema, draft.schema, draft.migration)
    changes += tuple(translations.compare(last.translations, draft.translations))
    return judge(changes, draft.migration, last.schema, draft.schema)


def judge_guideline_draft(last: GuidelineRelease, draft: GuidelineRelease) -> Verdict:
    """Judge what the draft of a guideline changes, by its marks."""
    was = GuidelineContent(last.guideline, last.pages, last.rulings, last.translations)
    now = GuidelineContent(draft.guideline, draft.pages, draft.rulings, draft.translations)
    return judge_guideline(compare_guidelines(was, now), last.guideline, draft.guideline)
