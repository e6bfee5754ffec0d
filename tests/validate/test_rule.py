"""A rule is a module with `check`: every one in the catalog runs on a subject that has nothing."""

import pytest

from schemactl.model.guideline import Guideline
from schemactl.model.taxonomy import taxonomies
from schemactl.validate.catalog import GUIDELINE_RULES, SCHEMA_RULES
from schemactl.validate.subject import GuidelineSubject, SchemaSubject
from tests.builders import a_schema

GUIDELINE = Guideline.model_validate(
    {"schemactl": 1, "name": "g", "version": "1.0.0", "schema": {"name": "s", "versions": "1.0.0"}}
)


@pytest.mark.parametrize("name", SCHEMA_RULES)
def test_a_rule_about_schemas_needs_no_label(name: str) -> None:
    schema = a_schema()
    module, _ = SCHEMA_RULES[name]
    assert all(f.message for f in module.check(SchemaSubject("s", schema, taxonomies(schema))))


@pytest.mark.parametrize("name", GUIDELINE_RULES)
def test_a_rule_about_guidelines_needs_no_page(name: str) -> None:
    module, _ = GUIDELINE_RULES[name]
    assert all(finding.message for finding in module.check(GuidelineSubject("g", GUIDELINE)))
