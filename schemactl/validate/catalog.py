"""The rules by name, and how severe each is; a rule's page is docs/rules/<name>.md."""

from schemactl.validate.profiles import ADVICE, ALWAYS, CONTRADICTION, PRACTICE, REMARK, Levels
from schemactl.validate.rule import GuidelineRule, SchemaRule
from schemactl.validate.rules import (
    alias_clash,
    attribute_values,
    broken_link,
    bump_too_low,
    cannot_release,
    choose_impossible,
    color_clash,
    conflicting_example,
    confusable_without_question,
    counterexample_without_label,
    decide_loop,
    duplicate_id,
    duplicate_label_id,
    duplicate_name,
    exclusion_without_target,
    hierarchy_cycle,
    highlight_not_found,
    hotkey_clash,
    index_reused,
    label_without_fate,
    migration_from,
    migration_label_unknown,
    migration_version,
    missing_alt_text,
    missing_definition,
    missing_file,
    missing_page,
    missing_purpose,
    missing_residual,
    name_is_not_folder,
    one_label_task,
    range_excludes_schema,
    region_invalid,
    retired_id_reused,
    ruling_unknown_label,
    task_field_unused,
    task_type_incomplete,
    too_few_examples,
    unknown_label,
    unknown_reference,
    unknown_schema,
    unmarked_change,
    unquoted_comma,
    unreachable_label,
    unreachable_question,
    version_not_raised,
)

# Reported while a file is read: there is no noun yet for a rule to look at.
READING_RULES: dict[str, Levels] = {
    "duplicate-key": ALWAYS,
    "file-limits": ALWAYS,
    "invalid-value": ALWAYS,
    "missing-key": ALWAYS,
    "not-utf-8": ALWAYS,
    "unknown-key": ALWAYS,
    "yaml-feature": ALWAYS,
    "yaml-syntax": ALWAYS,
}

# Reported by the engine itself.
ENGINE_RULES: dict[str, Levels] = {
    "release-edited": ALWAYS,
    "suppression-expired": ADVICE,
    "suppression-unused": ADVICE,
    "suppression-without-reason": ALWAYS,
}

SCHEMA_RULES: dict[str, tuple[SchemaRule, Levels]] = {
    "alias-clash": (alias_clash, ALWAYS),
    "attribute-values": (attribute_values, ALWAYS),
    "cannot-release": (cannot_release, ALWAYS),
    "choose-impossible": (choose_impossible, ALWAYS),
    "color-clash": (color_clash, REMARK),
    "conflicting-example": (conflicting_example, CONTRADICTION),
    "confusable-without-question": (confusable_without_question, ADVICE),
    "counterexample-without-label": (counterexample_without_label, ADVICE),
    "decide-loop": (decide_loop, ALWAYS),
    "duplicate-id": (duplicate_id, ALWAYS),
    "duplicate-label-id": (duplicate_label_id, ALWAYS),
    "duplicate-name": (duplicate_name, ADVICE),
    "exclusion-without-target": (exclusion_without_target, ADVICE),
    "hierarchy-cycle": (hierarchy_cycle, ALWAYS),
    "highlight-not-found": (highlight_not_found, CONTRADICTION),
    "hotkey-clash": (hotkey_clash, ADVICE),
    "index-reused": (index_reused, ALWAYS),
    "label-without-fate": (label_without_fate, ALWAYS),
    "migration-from": (migration_from, ALWAYS),
    "migration-label-unknown": (migration_label_unknown, ALWAYS),
    "migration-version": (migration_version, ALWAYS),
    "missing-alt-text": (missing_alt_text, ADVICE),
    "missing-definition": (missing_definition, ADVICE),
    "missing-file": (missing_file, ALWAYS),
    "missing-purpose": (missing_purpose, REMARK),
    "missing-residual": (missing_residual, REMARK),
    "name-is-not-folder": (name_is_not_folder, ALWAYS),
    "one-label-task": (one_label_task, REMARK),
    "region-invalid": (region_invalid, ALWAYS),
    "retired-id-reused": (retired_id_reused, ALWAYS),
    "task-field-unused": (task_field_unused, ADVICE),
    "task-type-incomplete": (task_type_incomplete, ALWAYS),
    "too-few-examples": (too_few_examples, PRACTICE),
    "unknown-label": (unknown_label, ALWAYS),
    "unknown-reference": (unknown_reference, ALWAYS),
    "unquoted-comma": (unquoted_comma, ALWAYS),
    "unreachable-label": (unreachable_label, ADVICE),
    "unreachable-question": (unreachable_question, CONTRADICTION),
    "unmarked-change": (unmarked_change, ALWAYS),
    "version-not-raised": (version_not_raised, ALWAYS),
    "bump-too-low": (bump_too_low, ALWAYS),
}

GUIDELINE_RULES: dict[str, tuple[GuidelineRule, Levels]] = {
    "broken-link": (broken_link, ALWAYS),
    "duplicate-id": (duplicate_id, ALWAYS),
    "missing-file": (missing_file, ALWAYS),
    "missing-page": (missing_page, ALWAYS),
    "name-is-not-folder": (name_is_not_folder, ALWAYS),
    "range-excludes-schema": (range_excludes_schema, ADVICE),
    "ruling-unknown-label": (ruling_unknown_label, ALWAYS),
    "unknown-label": (unknown_label, ALWAYS),
    "unknown-reference": (unknown_reference, ALWAYS),
    "unknown-schema": (unknown_schema, ALWAYS),
    "unmarked-change": (unmarked_change, ALWAYS),
    "version-not-raised": (version_not_raised, ALWAYS),
    "bump-too-low": (bump_too_low, ALWAYS),
}


def all_levels() -> dict[str, Levels]:
    """Return every rule's severities by profile, sorted by name."""
    found = {**READING_RULES, **ENGINE_RULES}
    for rules in (SCHEMA_RULES, GUIDELINE_RULES):
        found |= {name: levels for name, (_, levels) in rules.items()}
    return dict(sorted(found.items()))
