"""labelbox: a data row per question, named by it, with what is asked as an attachment."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from schemactl.files.dataset import Loss
from schemactl.files.exact_json import write_exactly
from schemactl.migrate.queues.asking import Ask
from schemactl.model.release import ReleasedSchema

NAME = "labelbox"


def write(path: Path, asked: Iterable[Ask], start: ReleasedSchema) -> Iterator[Loss]:
    """Write a JSON list of data rows and yield the places, which data rows cannot show."""
    del start
    with path.open("wb") as file:
        file.write(b"[")
        for count, ask in enumerate(asked):
            region = ask.open.fields.get("region")
            if region is not None:
                yield Loss("region", ask.entry.item, "the place is told in words only")
            file.write((b",\n" if count else b"\n") + write_exactly(_row(ask, region)))
        file.write(b"\n]\n")


def _row(ask: Ask, region: Any) -> dict[str, Any]:
    place = "" if region is None else f"\nIt is at: {write_exactly(region).decode()}"
    told = {
        "run": ask.run,
        "old": ask.old,
        "candidates": ", ".join(offer.answer for offer in ask.offers),
        "link": ask.open.link,
    }
    content = ask.content
    return {
        "row_data": content.text if content.file is None else content.file,
        "global_key": ask.key,
        "external_id": ask.entry.item,
        "metadata_fields": [{"name": key, "value": value} for key, value in told.items() if value],
        "attachments": [{"type": "RAW_TEXT", "value": ask.said + place}],
    }
