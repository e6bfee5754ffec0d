"""Validate a Croissant file, and read the records of its enumerations."""

import json
import sys

import mlcroissant

dataset = mlcroissant.Dataset(jsonld=sys.argv[1])
metadata = dataset.metadata
json.dump(
    {
        "errors": sorted(metadata.ctx.issues.errors),
        "warnings": sorted(metadata.ctx.issues.warnings),
        "name": metadata.name,
        "protocol": metadata.data_annotation_protocol,
        "per_item": metadata.annotations_per_item,
        "labels": {
            one.uuid: [row[f"{one.uuid}/name"] for row in dataset.records(one.uuid)]
            for one in metadata.record_sets
        },
        "sums": [one.sha256 for one in metadata.distribution],
    },
    sys.stdout,
)
