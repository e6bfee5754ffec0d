"""Rows of annotations: an annotation and what is known of its item, as a table has them."""

from collections.abc import Iterable, Iterator
from typing import Any

from schemactl.files.dataset import Document
from schemactl.model.annotation import Annotation, Content

# What a table says of an item itself, beside the fields of its annotations.
CONTENT_COLUMNS = ("text", "file", "width", "height", "duration", "frames")
COLUMNS = (*Annotation._fields, *CONTENT_COLUMNS)

_DEFAULTS = Annotation("")._asdict()


def annotation_rows(documents: Iterable[Document]) -> Iterator[dict[str, Any]]:
    """Yield a row per annotation; a key that would say nothing is left out, a label never."""
    for document in documents:
        told = _told(document.content)
        for annotation in document.annotations:
            row = {
                field: value
                for field, value in annotation._asdict().items()
                if value != _DEFAULTS[field] or field in ("item", "label")
            }
            yield row | told


def says_nothing_applies(row: dict[str, Any]) -> bool:
    """Tell whether a row is the answer that nothing applies, which an empty cell cannot say."""
    return row.get("label") is None and not {"value", "region", "status"} & row.keys()


def _told(content: Content) -> dict[str, Any]:
    return {
        field: value for field in CONTENT_COLUMNS if (value := getattr(content, field)) is not None
    }
