"""Lineage as people and programs read it: a tree, what labels meant, what is missing; JSON."""

from collections.abc import Iterator
from typing import Any

import click

from schemactl.model.finding import Diagnostic
from schemactl.model.traced import Lineage, Node, TracedLabel

_COLOURS = {
    "model": "magenta",
    "dataset": "blue",
    "batch": "blue",
    "schema": "green",
    "guideline": "cyan",
}
_LEVELS = {"error": "red", "warning": "yellow", "info": "cyan"}
_DIGEST_SHOWN = len("sha256:") + 12


def lineage_as_json(lineage: Lineage) -> dict[str, Any]:
    """Return a lineage in the shape that `trace --format json` promises."""
    return {
        "ref": lineage.ref,
        "complete": lineage.complete,
        "missing": [lack._asdict() for lack in lineage.missing],
        "nodes": [
            {
                "ref": node.ref,
                "kind": node.kind,
                "digest": node.digest,
                "at": node.at,
                **node.facts,
            }
            for node in lineage.nodes
        ],
        "edges": [
            {"from": edge.source, "to": edge.target, "relation": edge.relation}
            for edge in lineage.edges
        ],
        "labels": [label._asdict() | {"via": list(label.via)} for label in lineage.labels],
    }


def lineage_as_text(lineage: Lineage, *, down: bool = False) -> Iterator[str]:
    """Yield a lineage as lines: the tree of causes, or effects, then labels and what is missing."""
    yield from _tree(lineage, down)
    under: tuple[str, str | None] | None = None
    for label in lineage.labels:
        if under != (label.schema, label.guideline):
            under = (label.schema, label.guideline)
            guideline = f", guided by {label.guideline}" if label.guideline else ""
            yield ""
            yield click.style(f"what labels meant in {label.schema}{guideline}", bold=True)
        yield _label(label)
    yield ""
    for lack in lineage.missing:
        yield f"{click.style('missing', fg='yellow')}: {lack.what} of {lack.ref}"
    yield verdict(lineage.complete)


def _tree(lineage: Lineage, down: bool) -> Iterator[str]:
    nodes = {node.ref: node for node in lineage.nodes}
    below: dict[str, list[tuple[str, str]]] = {}
    for edge in lineage.edges:
        here, there = (edge.target, edge.source) if down else (edge.source, edge.target)
        below.setdefault(here, []).append((edge.relation, there))
    shown: set[str] = set()
    # Not recursive: a schema may have more predecessors than Python allows calls.
    waiting = [("", "", "", lineage.ref)]
    while waiting:
        lead, indent, relation, ref = waiting.pop()
        said = f"{click.style(relation, dim=True)} " if relation else ""
        if ref in shown:
            yield f"{lead}{said}{_styled(ref)} (see above)"
            continue
        shown.add(ref)
        yield f"{lead}{said}{_styled(ref)}{_facts(nodes.get(ref))}"
        causes = below.get(ref, [])
        waiting.extend(reversed([(f"{indent}├─ ", f"{indent}│  ", *cause) for cause in causes]))
        if causes:
            first = len(waiting) - len(causes)
            waiting[first] = (f"{indent}└─ ", f"{indent}   ", *causes[-1])


def _styled(ref: str) -> str:
    return click.style(ref, fg=_COLOURS.get(ref.partition(":")[0]))


def _facts(node: Node | None) -> str:
    if node is None:
        return ""
    found = []
    annotations = node.facts.get("annotations")
    if annotations is not None:
        # A migration counts what became of them.
        number = annotations["in"] if isinstance(annotations, dict) else annotations
        found.append(counted(number, "annotation"))
    found += [
        f"shares {counted(one['items'], 'item')} with {one['other']}"
        for one in node.facts.get("overlaps", ())
        if one["items"]
    ]
    if node.facts.get("state") == "draft":
        found.append("draft")
    if node.digest:
        found.append(node.digest[:_DIGEST_SHOWN])
    if node.at:
        found.append(node.at)
    if node.facts.get("as_of"):
        found.append(f"asserted later, to be so since {node.facts['as_of']}")
    return click.style(f"  {'  '.join(found)}", dim=True) if found else ""


def _label(label: TracedLabel) -> str:
    name = f" ({label.name})" if label.name != label.id else ""
    definition = " ".join(label.definition.split()) or "no definition"
    count = f"  [{label.annotations}]" if label.via else ""
    return f"  {label.task}/{click.style(label.id, bold=True)}{name}{count}  {definition}"


def verdict(is_complete: bool) -> str:
    """Say whether everything that was reached is there and verified."""
    said, colour = ("complete", "green") if is_complete else ("not complete", "yellow")
    return click.style(said, fg=colour, bold=True)


def counted(number: int, one: str, many: str = "") -> str:
    """Write a number with its noun."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"


def difference_as_text(found: Diagnostic) -> Iterator[str]:
    """Yield what a verification found, as lines."""
    level = click.style(found.severity, fg=_LEVELS[found.severity], bold=True)
    where = f"{found.file}: " if found.file else ""
    yield f"{where}{level}: {found.message} {click.style(f'[{found.rule}]', dim=True)}"
    if found.hint:
        yield f"  {click.style('hint', fg='cyan')}: {found.hint}"
