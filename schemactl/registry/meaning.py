"""Meaning: what the labels of a lineage meant, in the schemas that were in force."""

from collections import defaultdict
from collections.abc import Container, Mapping
from functools import partial
from typing import NamedTuple

from schemactl.model.address import parse_ref
from schemactl.model.taxonomy import taxonomies
from schemactl.model.traced import TracedLabel
from schemactl.releases.read import read_schema
from schemactl.workspace import Workspace


class Labeled(NamedTuple):
    """The schema and the guideline under which a dataset was labeled; its labels, by task."""

    schema: str
    guideline: str | None
    labels: Mapping[str, Mapping[str, int]]


def labels_meant(
    workspace: Workspace, datasets: Mapping[str, Labeled], there: Container[str]
) -> tuple[TracedLabel, ...]:
    """Return every label of the schemas in force, with the datasets it came through.

    `there` are the releases whose bytes are; labels of others are unknown.
    """
    under: dict[tuple[str, str | None], dict[str, Labeled]] = {}
    for ref, one in datasets.items():
        under.setdefault((one.schema, one.guideline), {})[ref] = one
    return tuple(
        label
        for (schema, guideline), found in under.items()
        if schema in there
        for label in _labels(workspace, schema, guideline, found)
    )


def labels_of(workspace: Workspace, schema: str, guideline: str | None) -> tuple[TracedLabel, ...]:
    """Return the labels of a release that nothing was labeled under."""
    return tuple(_labels(workspace, schema, guideline, {}))


def _labels(
    workspace: Workspace, schema: str, guideline: str | None, datasets: Mapping[str, Labeled]
) -> list[TracedLabel]:
    ref = parse_ref(schema)
    release = read_schema(workspace, ref.name, ref.version)
    via = tuple(datasets)
    used: defaultdict[str, defaultdict[str, int]] = defaultdict(partial(defaultdict, int))
    for dataset in datasets.values():
        for task, counts in dataset.labels.items():
            sums = used[task]
            for label, count in counts.items():
                sums[label] += count
    return [
        TracedLabel(
            place.label.id,
            taxonomy.task.id,
            place.label.title,
            place.label.definition,
            schema,
            guideline,
            via,
            used[taxonomy.task.id][place.label.id],
        )
        for taxonomy in taxonomies(release.schema)
        for place in taxonomy.by_id.values()
    ]
