"""The rules by name, and how severe each is; a rule's page is docs/rules/<name>.md."""

from schemactl.validate.profiles import ADVICE, ALWAYS, Levels
from schemactl.validate.rule import GuidelineRule, SchemaRule
from schemactl.validate.rules import missing_definition, unquoted_comma, version_not_raised

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
    "missing-definition": (missing_definition, ADVICE),
    "unquoted-comma": (unquoted_comma, ALWAYS),
    "version-not-raised": (version_not_raised, ALWAYS),
}

GUIDELINE_RULES: dict[str, tuple[GuidelineRule, Levels]] = {
    "version-not-raised": (version_not_raised, ALWAYS),
}


def all_levels() -> dict[str, Levels]:
    """Return every rule's severities by profile, sorted by name."""
    found = {**READING_RULES, **ENGINE_RULES}
    for rules in (SCHEMA_RULES, GUIDELINE_RULES):
        found |= {name: levels for name, (_, levels) in rules.items()}
    return dict(sorted(found.items()))
