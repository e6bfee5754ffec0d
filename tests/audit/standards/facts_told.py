"""What each standard says of a dataset, read back from its file, for comparison."""

import json
import re
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import unquote

import yaml


class Told(NamedTuple):
    """The facts that every standard has a place for."""

    datasets: frozenset[str]
    rules: frozenset[str]
    rows: frozenset[str]
    annotators: frozenset[str]
    digests: frozenset[str]


def _ref(urn: str) -> str:
    parts = urn.removeprefix("urn:schemactl:").removeprefix("schemactl:").split("/")
    kind, name, *version = (unquote(part) for part in parts)
    return f"{kind}:{name}" + (f"@{version[0]}" if version else "")


def croissant(content: bytes) -> Told:
    """Read Croissant."""
    found = json.loads(content)
    used = [_ref(one["@id"]) for made in found["prov:wasGeneratedBy"] for one in made["prov:used"]]
    protocol = found["rai:dataAnnotationProtocol"].split("; ")
    return Told(
        frozenset(
            _ref(made["@id"].removesuffix("/labeling")) for made in found["prov:wasGeneratedBy"]
        ),
        frozenset(ref for ref in used if not ref.startswith("batch:")),
        frozenset(one["value"] for one in found["identifier"] if "rows" in one["propertyID"]),
        frozenset(
            _ref(one["@id"])
            for made in found["prov:wasGeneratedBy"]
            for one in made["prov:wasAssociatedWith"]
        ),
        frozenset(one.split(" ")[1] for one in protocol),
    )


def prov(content: bytes) -> Told:
    """Read PROV-JSON."""
    found = json.loads(content)
    entities = {_ref(name): said for name, said in found["entity"].items()}
    datasets = {ref: said for ref, said in entities.items() if ref.startswith("dataset:")}
    rules = {ref: said for ref, said in entities.items() if "schemactl:digest" in said}
    used = {_ref(one["prov:entity"]) for one in found["used"].values()} & rules.keys()
    return Told(
        frozenset(datasets),
        frozenset(used),
        frozenset(said["schemactl:rows"] for said in datasets.values()),
        frozenset(_ref(one["prov:agent"]) for one in found["wasAssociatedWith"].values()),
        frozenset(said["schemactl:digest"] for ref, said in rules.items() if ref in used),
    )


def dataset_card(content: bytes) -> Told:
    """Read a dataset card."""
    _, metadata, body = content.decode().split("---\n", 2)
    tags = yaml.safe_load(metadata)["tags"]
    return Told(
        frozenset(re.findall(r"^`(dataset:[^`]+)`(?:, split \w+)?: \d", body, re.MULTILINE)),
        frozenset(tag for tag in tags if ":" in tag),
        frozenset(re.findall(r"^- rows: `([^`]+)`", body, re.MULTILINE)),
        frozenset(re.findall(r"^- `(annotator:[^`]+)`", body, re.MULTILINE)),
        frozenset(re.findall(r"has the digest `([^`]+)`", body)),
    )


READERS: dict[str, Callable[[bytes], Told]] = {
    "croissant": croissant,
    "prov": prov,
    "dataset-card": dataset_card,
}
