"""A rule's page, which explains it with the examples that test it."""

from collections.abc import Mapping
from pathlib import Path

from schemactl.errors import SchemactlError
from schemactl.model.similar import nearest
from schemactl.validate.catalog import (
    ENGINE_RULES,
    GUIDELINE_RULES,
    READING_RULES,
    SCHEMA_RULES,
    all_levels,
)

_CHECKOUT = Path(__file__).parents[2] / "docs" / "rules"
_INSTALLED = Path(__file__).parent / "pages"

# What rules examine, in the order in which people meet it.
_KINDS: Mapping[str, Mapping[str, object]] = {
    "every file": READING_RULES,
    "schemas": SCHEMA_RULES,
    "guidelines": GUIDELINE_RULES,
    "releases and suppressions": ENGINE_RULES,
}


def kinds() -> dict[str, list[str]]:
    """Return what rules examine, and the names of the rules that do; some examine two things."""
    return {kind: sorted(rules) for kind, rules in _KINDS.items()}


def page(name: str) -> str:
    """Return the page of a rule as Markdown. Raises SchemactlError for an unknown name."""
    known = list(all_levels())
    if name not in known:
        hint = nearest(name, known) or "`schemactl rules` lists the names"
        raise SchemactlError(f"there is no rule `{name}`", hint)
    for folder in (_INSTALLED, _CHECKOUT):
        path = folder / f"{name}.md"
        if path.is_file():
            return path.read_text(encoding="utf-8")
    raise SchemactlError(
        f"the page of rule `{name}` is not installed", "install schemactl from its wheel"
    )


def summary(name: str) -> str:
    """Return the first sentence of a rule's page: what it checks."""
    text = page(name).partition("## What it checks\n\n")[2].partition("\n\n")[0]
    first = " ".join(text.split()).partition(". ")[0]
    return first if first.endswith(".") else f"{first}."


def description(name: str) -> str:
    """Return what a rule checks and why, in full and on one line."""
    text = page(name).partition("## What it checks\n\n")[2].partition("\n## How to mend")[0]
    return " ".join(text.replace("## Why", "").split())
