"""A record's rules as people and programs read them."""

from collections.abc import Iterator, Sequence
from typing import Any

import click

from schemactl.registry.in_force import InForce, Rules

_KNOWN_FROM = {
    "stamp": "it says so itself",
    "batch": "its batch says so",
    "deployment": "by the deployment at its time",
    "dataset": "as the whole dataset",
}


def record_as_json(item: str, found: Sequence[InForce]) -> dict[str, Any]:
    """Return the rules of each annotation of an item under the key `record`."""
    return {
        "record": {
            "item": item,
            "ambiguous": any(one.is_ambiguous for one in found),
            "annotations": [_as_json(one) for one in found],
        }
    }


def _as_json(one: InForce) -> dict[str, Any]:
    given = one.annotation
    return {
        "task": given.task,
        "label": given.label,
        "annotator": given.annotator,
        "at": given.at,
        "batch": given.batch,
        "source": one.source,
        "ambiguous": one.is_ambiguous,
        "rules": [rules._asdict() for rules in one.rules],
    }


def record_as_text(item: str, found: Sequence[InForce]) -> Iterator[str]:
    """Yield a line per annotation of an item."""
    yield click.style(f"rules in force for {item}", bold=True)
    for one in found:
        given = one.annotation
        held = " or ".join(_rules(rules) for rules in one.rules)
        mark = click.style("  ambiguous", fg="yellow") if one.is_ambiguous else ""
        when = f" at {given.at}" if given.at else ""
        yield f"  {given.task}/{given.label}{when}  {held}, {_KNOWN_FROM[one.source]}{mark}"
    yield ""


def _rules(rules: Rules) -> str:
    return f"{rules.schema}, {rules.guideline or 'no guideline'}"
