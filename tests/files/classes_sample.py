"""Data files as the library `datasets` writes them: features stand in the metadata."""

from io import BytesIO
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

STRING = {"dtype": "string", "_type": "Value"}


def classes(*names: str) -> dict[str, Any]:
    """Return the feature of a class label."""
    return {"names": list(names), "_type": "ClassLabel"}


def listed(feature: Any) -> dict[str, Any]:
    """Return the feature of a list."""
    return {"feature": feature, "_type": "List"}


def table(rows: list[dict[str, Any]], features: dict[str, Any]) -> pa.Table:
    """Return rows with features in the metadata of their schema."""
    metadata = {"huggingface": orjson.dumps({"info": {"features": features}})}
    return pa.Table.from_pylist(rows).replace_schema_metadata(metadata)


def write_arrow(path: Path, found: pa.Table) -> None:
    """Write a stream, as `save_to_disk` does."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_stream(sink, found.schema) as file:
        file.write_table(found)


def dataset_with_classes() -> bytes:
    """Return a Parquet file of one row with a class."""
    sink = BytesIO()
    rows = [{"id": "1", "intent": 0}]
    pq.write_table(table(rows, {"id": STRING, "intent": classes("billing", "tech")}), sink)
    return sink.getvalue()
