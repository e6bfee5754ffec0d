"""From concepts to a draft: ids settled, labels nested, all in the form of a schema file."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from schemactl.errors import SchemactlError
from schemactl.exchange.concept import Concept, link
from schemactl.exchange.importer import Imported, Remark, Request, Source
from schemactl.exchange.label_ids import unused
from schemactl.files.yaml_tree import DEEPEST
from schemactl.model.identifiers import is_reserved_label_id
from schemactl.model.scalar import Plain, prose
from schemactl.model.tasks.catalog import find_task_type

# Around the labels of a task stand four collections; each level of labels is a list and a mapping.
DEEPEST_LABEL = (DEEPEST - 4) // 2

_HALF_CHARACTER = re.compile("[\\ud800-\\udfff]")
# What an annotator of these tasks is usually shown; text for all others.
_INPUTS = {
    "segment": "audio",
    "cuboid": "pointcloud",
    **dict.fromkeys(("box", "polygon", "polyline", "mask", "keypoints"), "image"),
}


def draft(
    concepts: Iterable[Concept], remarks: Iterable[Remark], request: Request, source: Source
) -> Imported:
    """Return the draft that holds the concepts; what was lost is added to the remarks.

    The concepts are read first: reading them may still add remarks.

    Raises SchemactlError where there is no label, or where labels are nested too deeply.
    """
    found = list(concepts)
    report = list(remarks)
    kept = _without_duplicates([_clean(concept, report) for concept in found], report)
    if not kept:
        raise SchemactlError(f"{source.name} has no labels", "check the file and the columns")
    named = _with_ids(kept)
    aliases = _aliases(named, report)
    _compare_names(named, report)
    _compare_indexes(named, report)
    links = link(named)
    report += links.remarks
    labels, depth = _nested(named, links.parents, aliases)
    if depth > DEEPEST_LABEL:
        raise SchemactlError(
            f"{source.name} nests labels {depth} levels deep; a schema has at most {DEEPEST_LABEL}",
            "leave out levels, or import its parts as schemas of their own",
        )
    several = sum(len(parents) > 1 for parents in links.parents.values())
    schema = _schema(request, labels, has_groups=depth > 1)
    return Imported(schema, len(named), depth, several, tuple(report))


def _clean(concept: Concept, report: list[Remark]) -> Concept:
    """Replace halves of characters, which JSON may hold and no file can."""
    cleaned = replace(
        concept,
        original=_HALF_CHARACTER.sub("\ufffd", concept.original),
        label_id=_HALF_CHARACTER.sub("\ufffd", concept.label_id),
        name=_HALF_CHARACTER.sub("\ufffd", concept.name),
        definition=_HALF_CHARACTER.sub("\ufffd", concept.definition),
    )
    if cleaned != concept:
        message = f"{cleaned.original!r} holds half a character, now \ufffd"
        report.append(Remark("half-character", message, concept.line, cleaned.label_id))
    return cleaned


def _without_duplicates(concepts: Sequence[Concept], report: list[Remark]) -> list[Concept]:
    first: dict[str, Concept] = {}
    for concept in concepts:
        earlier = first.setdefault(concept.key, concept)
        if earlier is not concept:
            where = f" in line {earlier.line}" if earlier.line else ""
            message = f"the id {concept.original!r} stands{where} already; this one is left out"
            report.append(Remark("duplicate-id", message, concept.line, concept.label_id))
    return list(first.values())


def _with_ids(concepts: Sequence[Concept]) -> list[Concept]:
    """Make the ids unique; an id that stands in the source goes before one that was made."""
    taken = {concept.label_id for concept in concepts if concept.label_id == concept.original}
    given: set[str] = set()
    tried: dict[str, int] = {}
    named = []
    for concept in concepts:
        found = concept.label_id
        if found != concept.original or found in given:
            found = unused(found, taken, tried)
        taken.add(found)
        given.add(found)
        named.append(replace(concept, label_id=found))
    return named


def _aliases(concepts: Sequence[Concept], report: list[Remark]) -> dict[str, str]:
    """Return the alias of each key whose original could not be the id, where it is free."""
    taken = {concept.label_id for concept in concepts}
    aliases: dict[str, str] = {}
    for concept in concepts:
        original = concept.original
        if original == concept.label_id:
            continue
        message = f"{original!r} has the id {concept.label_id!r}"
        if original in taken or is_reserved_label_id(original) or not original.strip():
            message += "; it cannot be an alias of it too"
        else:
            taken.add(original)
            aliases[concept.key] = original
            message += " and is an alias of it"
        report.append(Remark("id-replaced", message, concept.line, concept.label_id))
    return aliases


def _compare_names(concepts: Sequence[Concept], report: list[Remark]) -> None:
    first: dict[str, Concept] = {}
    for concept in concepts:
        earlier = first.setdefault(concept.name, concept)
        if concept.name and earlier is not concept:
            message = f"{earlier.label_id!r} has the name {concept.name!r} too"
            report.append(Remark("repeated-name", message, concept.line, concept.label_id))


def _compare_indexes(concepts: list[Concept], report: list[Remark]) -> None:
    first: dict[int, Concept] = {}
    for position, concept in enumerate(concepts):
        if concept.index is None:
            continue
        earlier = first.setdefault(concept.index, concept)
        if earlier is not concept:
            message = f"{earlier.label_id!r} has the index {concept.index} already"
            report.append(Remark("invalid-index", message, concept.line, concept.label_id))
            concepts[position] = replace(concept, index=None)


def _nested(
    concepts: Sequence[Concept], parents: Mapping[str, list[str]], aliases: Mapping[str, str]
) -> tuple[list[dict[str, Any]], int]:
    """Put each label under its first parent; return the upper ones and the number of levels."""
    ids = {concept.key: concept.label_id for concept in concepts}
    labels = {
        concept.key: _label(
            concept,
            [ids[parent] for parent in parents[concept.key][1:]],
            aliases.get(concept.key),
        )
        for concept in concepts
    }
    upper: list[dict[str, Any]] = []
    for concept in concepts:
        above = parents[concept.key]
        siblings = labels[above[0]].setdefault("labels", []) if above else upper
        siblings.append(labels[concept.key])
    depth, level = 0, upper
    while level:
        depth += 1
        level = [child for label in level for child in label.get("labels", [])]
    return upper, depth


def _label(concept: Concept, also_under: list[str], alias: str | None) -> dict[str, Any]:
    label: dict[str, Any] = {"id": Plain(concept.label_id)}
    if concept.name and concept.name != concept.label_id:
        label["name"] = Plain(concept.name)
    if concept.index is not None:
        label["index"] = concept.index
    if definition := str(prose(concept.definition)):
        label["definition"] = Plain(definition)
    if also_under:
        label["also_under"] = [Plain(parent) for parent in also_under]
    if alias is not None:
        label["aliases"] = [Plain(alias)]
    return label


def _schema(request: Request, labels: list[dict[str, Any]], has_groups: bool) -> dict[str, Any]:
    fields = find_task_type(request.task_type).FIELDS
    if "labels" not in fields:
        raise SchemactlError(f"a {request.task_type} task has no labels", "give another --type")
    shown = _INPUTS.get(request.task_type, "text")
    task: dict[str, Any] = {
        "id": Plain(request.task or request.name),
        "type": request.task_type,
        "inputs": [shown],
    }
    if "choose" in fields:
        task["choose"] = request.choose
    if has_groups and "hierarchy" in fields:
        task["hierarchy"] = {"choose": "any-level", "ancestors": "explicit"}
    return {
        "schemactl": 1,
        "name": Plain(request.name),
        "version": Plain(request.version),
        "inputs": {shown: {"type": shown}},
        "tasks": [{**task, "labels": labels}],
    }
