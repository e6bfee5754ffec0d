"""What was registered as people and programs read it."""

from collections.abc import Iterator
from typing import Any

from schemactl.cli.lineage_text import counted
from schemactl.cli.output import print_json, print_lines
from schemactl.model.lineage import DatasetVersion, ModelVersion
from schemactl.registry.content import read_content
from schemactl.registry.facts import Registered

_DIGESTS = ("bytes", "rows", "labels", "digest")
_TOLD = {"records", "items", "annotations", "format", "overlaps", "known_as"}


def write_version(registered: Registered, output_format: str) -> None:
    """Write which dataset or model was recorded, and where."""
    found = _as_json(registered)
    if output_format == "json":
        print_json(found)
    else:
        print_lines(*_as_text(found))


def _as_json(registered: Registered) -> dict[str, Any]:
    content = read_content(registered.entry)
    found: dict[str, Any] = {"ref": registered.entry.ref}
    if isinstance(content, DatasetVersion):
        found |= content.digests.model_dump()
        found |= {"state": content.state, "reasons": list(content.reasons)}
        found |= {"schema": content.labeled_under.ref}
        found |= {"guideline": content.guided_by.ref if content.guided_by else None}
        found |= content.model_dump(include=_TOLD)
    elif isinstance(content, ModelVersion):
        found |= {"digest": content.artifact, "metrics": content.metrics}
        found |= {"code_revision": content.code_revision}
        found |= content.model_dump(include={"predictions", "evaluation"})
        found |= {"datasets": [pin.ref for pin in content.trained_on]}
    return found | {
        "entry": registered.entry.seq,
        "new": registered.is_new,
        "newer": registered.newer,
    }


def _as_text(found: dict[str, Any]) -> Iterator[str]:
    verb = "recorded" if found["new"] else "recorded already:"
    yield f"{verb} {found['ref']} as entry {found['entry']}"
    yield from (f"  {name:7}{found[name]}" for name in _DIGESTS if found.get(name))
    if found.get("state") == "draft":
        yield f"  draft: {', '.join(found['reasons'])}"
    if found.get("evaluation"):
        yield from _evaluated(found["evaluation"])
    yield from (f"  {_shared(one)}" for one in found.get("overlaps", ()))
    if found["newer"]:
        entries = counted(found["newer"], "entry is", "entries are")
        yield f"{entries} newer than the last checkpoint: `schemactl registry checkpoint`"


def _evaluated(evaluation: dict[str, Any]) -> Iterator[str]:
    answers = counted(evaluation["answers"], "answer")
    yield f"  tested on {evaluation['dataset']}: {answers}, {evaluation['missing']} missing"
    for task, labels in evaluation["labels"].items():
        yield f"  {task}: {'precision':>9} {'recall':>9} {'f1':>9}"
        for label, score in labels.items():
            shares = " ".join(f"{score[name] or '-':>9}" for name in ("precision", "recall", "f1"))
            yield f"    {shares}  {label}"


def _shared(overlap: dict[str, Any]) -> str:
    items, texts = overlap["items"], overlap["texts"]
    if items is None:
        return f"not compared with {overlap['other']}: its files are gone, or cannot be read so"
    said = counted(items, "item")
    if texts is not None:
        said += f" and {counted(texts, 'text')} that are the same or nearly so"
    return f"shares {said} with {overlap['other']}"
