"""The folder of rules, the catalog and the pages name the same rules."""

from pathlib import Path

import pytest

from schemactl.validate import rules
from schemactl.validate.catalog import (
    ENGINE_RULES,
    GUIDELINE_RULES,
    READING_RULES,
    SCHEMA_RULES,
    all_levels,
)
from schemactl.validate.explanation import summary

PAGES = Path(__file__).parents[2] / "docs" / "rules"
SECTIONS = ["What it checks", "Why", "How to mend", "How to allow", "Bad", "Good"]
STEPS = ["off", "info", "warning", "error"]


def modules() -> set[str]:
    """Return the names of the rules that have a module."""
    folder = Path(str(rules.__file__)).parent
    return {path.stem.replace("_", "-") for path in folder.glob("*.py") if path.stem[0] != "_"}


def pages() -> set[str]:
    """Return the names of the rules that have a page."""
    return {path.stem for path in PAGES.glob("*.md")}


def test_every_module_is_in_the_catalog() -> None:
    assert modules() == SCHEMA_RULES.keys() | GUIDELINE_RULES.keys()


def test_every_rule_has_its_page() -> None:
    assert pages() == all_levels().keys()


def test_a_rule_stands_in_one_kind_only() -> None:
    for kind in (READING_RULES, ENGINE_RULES):
        assert not kind.keys() & modules()
    assert not READING_RULES.keys() & ENGINE_RULES.keys()


def test_a_rule_has_one_severity() -> None:
    for name in SCHEMA_RULES.keys() & GUIDELINE_RULES.keys():
        assert SCHEMA_RULES[name][1] == GUIDELINE_RULES[name][1]


@pytest.mark.parametrize("name", sorted(all_levels()))
def test_a_stricter_profile_is_no_milder(name: str) -> None:
    minimal, standard, strict = (STEPS.index(level) for level in all_levels()[name])
    assert minimal <= standard <= strict


@pytest.mark.parametrize("name", sorted(pages()))
def test_a_page_has_its_sections(name: str) -> None:
    lines = (PAGES / f"{name}.md").read_text(encoding="utf-8").splitlines()
    assert lines[0] == f"# {name}"
    assert [line[3:] for line in lines if line.startswith("## ")] == SECTIONS
    assert summary(name).endswith(".")


@pytest.mark.parametrize(
    "rule",
    [
        *("missing-residual", "too-few-examples", "exclusion-without-target", "missing-purpose"),
        *("one-label-task", "near-duplicate-definition", "near-duplicate-example", "vague-word"),
        *("definition-too-long", "too-many-labels", "missing-unsure", "missing-definition"),
    ],
)
def test_advice_on_content_fails_nothing_every_day_and_everything_under_strict(rule: str) -> None:
    minimal, standard, strict = all_levels()[rule]
    assert (minimal, strict) == ("off", "error")
    assert standard in ("info", "warning")
