"""Croissant 1.1 with RAI 1.0: a dataset, its labels as enumerations, how it was annotated.

https://docs.mlcommons.org/croissant/docs/croissant-spec-1.1.html and
https://docs.mlcommons.org/croissant/docs/croissant-rai-spec.html. The licence of the data, their
columns and the sums of single files are not recorded, and so are not claimed.
"""

import json
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from schemactl.audit.dossier import Dossier
from schemactl.audit.standard import Subject, agreements_of, subject_of, urn
from schemactl.errors import SchemactlError
from schemactl.exchange.exporter import Exported, Loss
from schemactl.model.address import slug
from schemactl.model.lineage import Batch
from schemactl.model.release import SchemaRelease
from schemactl.model.taxonomy import Taxonomy, taxonomies
from schemactl.model.version import SEMVER

TITLE = "Croissant 1.1 with RAI 1.0: the dataset, its labels, how it was annotated"
CONFORMS = ["http://mlcommons.org/croissant/1.1", "http://mlcommons.org/croissant/RAI/1.0"]
# The context of the specification; terms of PROV-O beside it.
CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
_MEDIA_TYPES = {
    ".jsonl": "application/jsonlines",
    ".json": "application/json",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".parquet": "application/vnd.apache.parquet",
    ".xml": "application/xml",
    ".txt": "text/plain",
    ".conll": "text/plain",
    ".conllu": "text/plain",
}


def render(dossier: Dossier) -> Exported:
    """Write the datasets. Raises SchemactlError where there is no dataset to describe."""
    subject = subject_of(dossier)
    if not subject.datasets:
        raise SchemactlError(f"{dossier.ref} has no dataset", "name a dataset, or a trained model")
    entries = [dossier.recorded[ref].entry for ref, _ in subject.datasets]
    published = max((entry.at or "" for entry in entries), default="")[:10]
    actors = sorted({entry.actor for entry in entries if entry.actor})
    told = {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": CONFORMS,
        "name": subject.name,
        "description": _description(dossier, subject),
        "url": urn(dossier.ref),
        "version": subject.version,
        "datePublished": published or None,
        "creator": [{"@type": "sc:Organization", "name": actor} for actor in actors],
        "prov:wasDerivedFrom": [{"@id": urn(pin)} for pin in _causes(subject)],
        "prov:wasGeneratedBy": _activities(dossier, subject),
        **_rai(dossier, subject),
        "identifier": [*_identifiers(subject)],
        "distribution": [_file(*one) for one in _files(dossier, subject)],
        "recordSet": [*_record_sets(dossier, subject)],
    }
    kept = {key: value for key, value in told.items() if value not in (None, [], "")}
    content = json.dumps(kept, ensure_ascii=True, indent=2).encode() + b"\n"
    return Exported(content, tuple(_losses(dossier, subject)))


def _description(dossier: Dossier, subject: Subject) -> str:
    counts = "; ".join(
        f"{ref}: {one.annotations} annotations of {one.items} items"
        for ref, one in subject.datasets
    )
    purposes = [
        release.schema.summary or release.schema.purpose
        for release in _schemas(dossier, subject)
        if release.schema.summary or release.schema.purpose
    ]
    return " ".join([f"{counts}.", *purposes])


def _schemas(dossier: Dossier, subject: Subject) -> list[SchemaRelease]:
    refs = dict.fromkeys(one.labeled_under.ref for _, one in subject.datasets)
    return [dossier.schemas[ref] for ref in refs if ref in dossier.schemas]


def _causes(subject: Subject) -> list[str]:
    pins = (pin.ref for _, one in subject.datasets for pin in (*one.derived_from, *one.split_of))
    return list(dict.fromkeys(pins))


def _activities(dossier: Dossier, subject: Subject) -> list[dict[str, Any]]:
    """Return one activity per dataset and batch, with the rules that were in force."""
    found = []
    for ref, one in subject.datasets:
        rules = [one.labeled_under.ref, *([one.guided_by.ref] if one.guided_by else [])]
        batches = [pin.ref for pin in one.part_of if pin.ref in dossier.recorded]
        found.append(
            {
                "@type": "prov:Activity",
                "@id": f"{urn(ref)}/labeling",
                "prov:used": [{"@id": urn(rule)} for rule in (*rules, *batches)],
                "prov:wasAssociatedWith": [
                    {"@type": "prov:Agent", "@id": urn(person)}
                    for person in _people(dossier, batches)
                ],
            }
        )
    return found


def _batches(dossier: Dossier, subject: Subject) -> list[Batch]:
    refs = {pin.ref for _, one in subject.datasets for pin in one.part_of}
    return [batch for ref, batch in dossier.batches if ref in refs]


def _people(dossier: Dossier, batches: list[str]) -> list[str]:
    known = dict(dossier.batches)
    named = (person for ref in batches if ref in known for person in known[ref].annotators)
    return list(dict.fromkeys(named))


def _rai(dossier: Dossier, subject: Subject) -> dict[str, Any]:
    """Return what RAI asks of annotation, in its cardinalities; only what is recorded."""
    batches = _batches(dossier, subject)
    people = dict.fromkeys(person for batch in batches for person in batch.annotators)
    roles = sorted({one.role for name, one in dossier.annotators.items()
                    if one.role and name in people})  # fmt: skip
    items = sum(one.items for _, one in subject.datasets)
    annotations = sum(one.annotations for _, one in subject.datasets)
    told = f"{len(people)} annotators, under pseudonyms" + (
        f": {', '.join(roles)}" if roles else ""
    )
    return {
        "rai:dataAnnotationProtocol": "; ".join(_protocol(subject)),
        "rai:dataAnnotationPlatform": sorted({batch.tool for batch in batches if batch.tool}),
        "rai:dataAnnotationAnalysis": [
            said for ref, one in subject.datasets for said in agreements_of(dossier, ref, one)
        ],
        "rai:annotationsPerItem": f"{annotations / items:.2f}" if items else None,
        "rai:annotatorDemographics": [told] if people else [],
    }


def _protocol(subject: Subject) -> Iterator[str]:
    """Yield schema and guideline of each dataset with their digests."""
    seen: dict[str, str | None] = {}
    for _, one in subject.datasets:
        for pin in (one.labeled_under, one.guided_by):
            if pin is not None:
                seen[pin.ref] = pin.digest
    yield from (f"{ref} {digest}" for ref, digest in seen.items())


def _identifiers(subject: Subject) -> Iterator[dict[str, str]]:
    """Yield the digests of rows and labels, which hold in any order and format."""
    for ref, one in subject.datasets:
        for name in ("rows", "labels"):
            digest = getattr(one.digests, name)
            said = {"propertyID": f"{urn(ref)}#schemactl-{name}-1", "value": digest}
            yield {"@type": "sc:PropertyValue", **said}


def _files(dossier: Dossier, subject: Subject) -> Iterator[tuple[str, str, str]]:
    """Yield location, media type and sha256 of each dataset that is one file."""
    for ref, one in subject.datasets:
        locations = dossier.recorded[ref].entry.locations
        kind = _MEDIA_TYPES.get(PurePosixPath(locations[0]).suffix) if locations else None
        if len(locations) == 1 and kind:
            yield locations[0], kind, one.digests.bytes.removeprefix("sha256:")


def _file(location: str, kind: str, sha256: str) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": location,
        "name": location,
        "contentUrl": location,
        "encodingFormat": kind,
        "sha256": sha256,
    }


def _record_sets(dossier: Dossier, subject: Subject) -> Iterator[dict[str, Any]]:
    """Yield one enumeration per task of each schema, its labels by id."""
    releases = _schemas(dossier, subject)
    for release in releases:
        prefix = f"{release.schema.name}-{release.schema.version}-"
        for taxonomy in taxonomies(release.schema):
            if taxonomy.places:
                yield _enumeration(f"{prefix}{taxonomy.task.id}", release.ref, taxonomy)


def _enumeration(name: str, ref: str, taxonomy: Taxonomy) -> dict[str, Any]:
    fields = {"name": "sc:Text", "url": "sc:URL", "description": "sc:Text"}
    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "description": f"The labels of the task {taxonomy.task.id} of {ref}.",
        "dataType": "sc:Enumeration",
        "key": {"@id": f"{name}/name"},
        "field": [
            {"@type": "cr:Field", "@id": f"{name}/{field}", "name": field, "dataType": kind}
            for field, kind in fields.items()
        ],
        "data": [
            {
                f"{name}/name": label.id,
                f"{name}/url": f"{urn(ref)}#{taxonomy.task.id}/{slug(label.id)}",
                f"{name}/description": label.definition or label.title,
            }
            for label in (place.label for place in taxonomy.by_id.values())
        ],
    }


def _losses(dossier: Dossier, subject: Subject) -> Iterator[Loss]:
    if not SEMVER.match(subject.version):
        yield Loss(dossier.ref, f"{subject.version!r} is no semantic version, which readers expect")
    listed = [location for location, _, _ in _files(dossier, subject)]
    for ref, one in subject.datasets:
        if not set(dossier.recorded[ref].entry.locations) & set(listed):
            yield Loss(ref, "its files: no single file with its sum is recorded")
        yield Loss(ref, "which column holds what, and so its records")
        yield Loss(ref, "the licence of the data, which is not recorded")
        if one.labels:
            yield Loss(ref, "how often each label was used")
    for _, model in dossier.models:
        if model.metrics:
            yield Loss(dossier.ref, "metrics of the model")
