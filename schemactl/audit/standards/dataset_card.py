"""Hugging Face dataset card: Markdown with metadata, for the README.md of a dataset.

https://huggingface.co/docs/hub/datasets-cards; the metadata is YAML that is JSON too.
"""

import json
from collections.abc import Iterator

from schemactl.audit.dossier import Dossier
from schemactl.audit.inert import code, fenced
from schemactl.audit.standard import Subject, agreements_of, subject_of
from schemactl.errors import SchemactlError
from schemactl.exchange.exporter import Exported, Loss
from schemactl.model.lineage import DatasetVersion
from schemactl.model.printable import visible
from schemactl.model.release import SchemaRelease
from schemactl.model.taxonomy import taxonomies

TITLE = "Hugging Face dataset card: README.md with annotation process and annotators"
NOT_RECORDED = "Not recorded."
_SIZES = (
    (1_000, "n<1K"),
    (10_000, "1K<n<10K"),
    (100_000, "10K<n<100K"),
    (1_000_000, "100K<n<1M"),
    (10_000_000, "1M<n<10M"),
    (100_000_000, "10M<n<100M"),
    (1_000_000_000, "100M<n<1B"),
)
_LARGEST = "1B<n<10B"
# What the Hub calls tasks, by the type of the task and of its input.
_CATEGORIES = {
    ("classification", "text"): "text-classification",
    ("classification", "conversation"): "text-classification",
    ("classification", "image"): "image-classification",
    ("classification", "audio"): "audio-classification",
    ("classification", "video"): "video-classification",
    ("classification", "tabular"): "tabular-classification",
    ("span", "text"): "token-classification",
    ("box", "image"): "object-detection",
    ("mask", "image"): "image-segmentation",
    ("polygon", "image"): "image-segmentation",
    ("keypoints", "image"): "keypoint-detection",
    ("text", "audio"): "automatic-speech-recognition",
}


def render(dossier: Dossier) -> Exported:
    """Write the card. Raises SchemactlError where there is no dataset to describe."""
    subject = subject_of(dossier)
    if not subject.datasets:
        raise SchemactlError(f"{dossier.ref} has no dataset", "name a dataset, or a trained model")
    lines = ["---", *_metadata(dossier, subject), "---", "", *_body(dossier, subject)]
    content = "\n".join(lines).encode("utf-8", "backslashreplace") + b"\n"
    return Exported(content, tuple(_losses(dossier, subject)))


def _schemas(dossier: Dossier, subject: Subject) -> list[SchemaRelease]:
    refs = dict.fromkeys(one.labeled_under.ref for _, one in subject.datasets)
    return [dossier.schemas[ref] for ref in refs if ref in dossier.schemas]


def _metadata(dossier: Dossier, subject: Subject) -> Iterator[str]:
    releases = _schemas(dossier, subject)
    items = sum(one.items for _, one in subject.datasets)
    size = next((name for limit, name in _SIZES if items < limit), _LARGEST)
    rules = [pin.ref for _, one in subject.datasets for pin in (one.labeled_under, one.guided_by)
             if pin is not None]  # fmt: skip
    said: dict[str, object] = {
        "pretty_name": f"{subject.name} {subject.version}",
        "language": sorted({one.schema.language.partition("-")[0].lower() for one in releases}),
        "size_categories": [size],
        "task_categories": sorted({name for one in releases for name in _categories(one)}),
        "annotations_creators": ["expert-generated"] if _are_experts(dossier, subject) else [],
        "tags": ["schemactl", *dict.fromkeys(rules)],
    }
    for key, value in said.items():
        if value:
            yield f"{key}: {_scalar(value)}"


def _scalar(value: object) -> str:
    """Write a text or list as JSON, which YAML reads alike once nothing in it is hidden."""
    if isinstance(value, list):
        return f"[{', '.join(map(_scalar, value))}]"
    return json.dumps(visible(str(value)), ensure_ascii=False)


def _categories(release: SchemaRelease) -> Iterator[str]:
    for task in release.schema.tasks:
        for name in task.inputs:
            shown = release.schema.inputs.get(name)
            category = _CATEGORIES.get((task.type, shown.type if shown else ""))
            if category:
                yield category


def _people(dossier: Dossier, subject: Subject) -> list[str]:
    batches = {pin.ref for _, one in subject.datasets for pin in one.part_of}
    named = (p for ref, batch in dossier.batches if ref in batches for p in batch.annotators)
    return list(dict.fromkeys(named))


def _are_experts(dossier: Dossier, subject: Subject) -> bool:
    """Tell whether everybody is recorded with a qualification."""
    people = _people(dossier, subject)
    known = dossier.annotators
    return bool(people) and all(p in known and known[p].qualifications for p in people)


def _body(dossier: Dossier, subject: Subject) -> Iterator[str]:
    yield f"# Dataset Card for {code(f'{subject.name} {subject.version}')}"
    yield from ("", "## Dataset Details", "", "### Dataset Description", "")
    for release in _schemas(dossier, subject):
        yield from _prose(release.schema.purpose or release.schema.summary)
    yield f"- **Recorded as:** {code(dossier.ref)}"
    yield f"- **Ledger:** up to entry {dossier.checkpoint.seq}, {code(dossier.checkpoint.root)}"
    yield f"- **License:** {NOT_RECORDED}"
    yield from ("", "## Dataset Structure", "")
    for ref, one in subject.datasets:
        yield from _dataset(ref, one)
    yield from ("", "## Dataset Creation", "", "### Source Data", "")
    yield from (_sources(subject) or [NOT_RECORDED])
    yield from ("", "### Annotations", "", "#### Annotation process", "")
    yield from _process(dossier, subject)
    yield from ("", "#### Who are the annotators?", "")
    yield from (_annotators(dossier, subject) or [NOT_RECORDED])
    yield from ("", "#### Personal and Sensitive Information", "")
    yield "Annotators stand under random pseudonyms. What the items hold is not recorded."
    yield from ("", "## Bias, Risks, and Limitations", "")
    yield from [f"- {loss.message}: {code(loss.address)}" for loss in _losses(dossier, subject)]


def _prose(text: str) -> Iterator[str]:
    if text:
        yield from (fenced([text], "text"), "")


def _dataset(ref: str, one: DatasetVersion) -> Iterator[str]:
    split = f", split {one.split}" if one.split else ""
    yield f"{code(ref)}{split}: {one.annotations} annotations of {one.items} items, {one.state}."
    yield ""
    for name, digest in one.digests.model_dump().items():
        yield f"- {name}: {code(digest)}"
    yield from ("", "| task | label | annotations |", "|---|---|---:|")
    for task, counted in sorted(one.labels.items()):
        for label, number in counted.items():
            yield f"| {_cell(task)} | {_cell(label)} | {number} |"
    for task, number in sorted(one.nones.items()):
        yield f"| {_cell(task)} | (nothing applies) | {number} |"
    yield ""


def _cell(text: str) -> str:
    # A table is split into cells before code spans are read.
    return code(text).replace("|", "\\|")


def _sources(subject: Subject) -> list[str]:
    return [
        f"- {code(ref)} comes from {code(pin.ref)}"
        for ref, one in subject.datasets
        for pin in (*one.derived_from, *one.split_of)
    ]


def _process(dossier: Dossier, subject: Subject) -> Iterator[str]:
    for ref, one in subject.datasets:
        guided = (
            f", guided by {code(one.guided_by.ref)}" if one.guided_by else ", without a guideline"
        )
        yield f"- {code(ref)} was labeled under {code(one.labeled_under.ref)}{guided}"
        for pin in (one.labeled_under, one.guided_by):
            if pin is not None and pin.digest:
                yield f"  - {code(pin.ref)} has the digest {code(pin.digest)}"
        for said in agreements_of(dossier, ref, one):
            yield f"  - agreement between annotators: {code(said)}"
    for release in _schemas(dossier, subject):
        for taxonomy in taxonomies(release.schema):
            yield from ("", f"Labels of the task {code(taxonomy.task.id)}:", "")
            for label in (place.label for place in taxonomy.by_id.values()):
                yield f"- {code(label.id)}: {code(label.definition or label.title)}"


def _annotators(dossier: Dossier, subject: Subject) -> list[str]:
    found = []
    for person in _people(dossier, subject):
        known = dossier.annotators.get(person)
        told = [known.role or "", *known.qualifications] if known else []
        said = ", ".join(code(one) for one in told if one) or "nothing else is recorded"
        found.append(f"- {code(person)}: {said}")
    return found


def _losses(dossier: Dossier, subject: Subject) -> Iterator[Loss]:
    yield Loss(dossier.ref, "the licence of the data is not recorded")
    if not _are_experts(dossier, subject):
        yield Loss(
            dossier.ref, "who made the annotations, in the words of the Hub, is not recorded"
        )
    for ref, one in subject.datasets:
        if not agreements_of(dossier, ref, one):
            yield Loss(ref, "agreement between annotators is not recorded")
    for release in _schemas(dossier, subject):
        yield Loss(release.ref, "criteria, examples and rules are in the release, not in the card")
    for lack in dossier.lineage.missing:
        yield Loss(lack.ref, f"{lack.what} is missing")
