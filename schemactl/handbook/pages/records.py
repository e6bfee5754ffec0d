"""Records: where the pages of models and datasets stand, what they are called, and their facts."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from schemactl.model.traced import Lineage

USUAL_FOLDER = "audit"
# No schema can be called that.
OTHER_FOLDER = "audit_"
TITLE = "Models and datasets"


def folder_beside(schemas: Iterable[str]) -> str:
    """Return the folder of the audit pages, which gives way to a schema of its name."""
    return OTHER_FOLDER if USUAL_FOLDER in schemas else USUAL_FOLDER


def page_of(ref: str, folder: str) -> str:
    """Return where a ref stands; `:` and `@` are no characters of file names."""
    return f"{folder}/{ref.replace(':', '-').replace('@', '-')}"


def described(lineages: "Sequence[Lineage]", folder: str) -> list[dict[str, Any]]:
    """Return what the pages show, for programs; the digests of releases stand for their texts."""
    return [
        {
            "ref": one.ref,
            "page": f"{page_of(one.ref, folder)}.html",
            "complete": one.complete,
            "missing": [gap._asdict() for gap in one.missing],
            "nodes": [
                {"ref": node.ref, "kind": node.kind, "digest": node.digest, "at": node.at}
                for node in one.nodes
            ],
            "edges": [edge._asdict() for edge in one.edges],
            "labels": [
                {
                    "task": label.task,
                    "id": label.id,
                    "schema": label.schema,
                    "guideline": label.guideline,
                    "annotations": label.annotations,
                }
                for label in one.labels
            ],
        }
        for one in lineages
    ]
