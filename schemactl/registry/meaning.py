"""Meaning: what the labels of a lineage meant, in the schemas that were in force."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from schemactl.model.address import parse_ref
from schemactl.model.lineage import Content, DatasetVersion, ReleaseRecord
from schemactl.model.taxonomy import taxonomies
from schemactl.model.traced import TracedLabel
from schemactl.releases.read import read_schema
from schemactl.workspace import Workspace


class _Rules(NamedTuple):
    """The schema and the guideline under which datasets were labeled."""

    schema: str
    guideline: str | None


def labels_meant(
    workspace: Workspace, start: str, contents: Mapping[str, Content], gone: Collection[str]
) -> tuple[TracedLabel, ...]:
    """Return every label of the schemas in force, with the datasets it came through.

    `contents` are the nodes of the lineage that begins at `start`; `gone` names releases whose
    bytes are missing, whose labels are therefore unknown.
    """
    found: list[TracedLabel] = []
    for rules, datasets in _in_force(start, contents).items():
        if rules.schema in contents and rules.schema not in gone:
            found.extend(_labels(workspace, rules, datasets))
    return tuple(found)


def _in_force(
    start: str, contents: Mapping[str, Content]
) -> dict[_Rules, dict[str, DatasetVersion]]:
    """Group the datasets by what they were labeled under; a traced release has none."""
    found: dict[_Rules, dict[str, DatasetVersion]] = {}
    origin = contents.get(start)
    if isinstance(origin, ReleaseRecord):
        if origin.built_with is not None:
            return {_Rules(origin.built_with.ref, start): {}}
        return {_Rules(start, None): {}} if start.startswith("schema:") else {}
    for ref, content in contents.items():
        if isinstance(content, DatasetVersion):
            guideline = content.guided_by.ref if content.guided_by else None
            rules = _Rules(content.labeled_under.ref, guideline)
            found.setdefault(rules, {})[ref] = content
    return found


def _labels(
    workspace: Workspace, rules: _Rules, datasets: Mapping[str, DatasetVersion]
) -> list[TracedLabel]:
    ref = parse_ref(rules.schema)
    release = read_schema(workspace, ref.name, ref.version)
    return [
        TracedLabel(
            place.label.id,
            taxonomy.task.id,
            place.label.title,
            place.label.definition,
            rules.schema,
            rules.guideline,
            tuple(datasets),
            sum(
                dataset.labels.get(taxonomy.task.id, {}).get(place.label.id, 0)
                for dataset in datasets.values()
            ),
        )
        for taxonomy in taxonomies(release.schema)
        for place in taxonomy.by_id.values()
    ]
