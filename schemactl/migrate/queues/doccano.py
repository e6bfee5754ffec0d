"""doccano: a text per question; a span that is to be decided is marked, and labeled `?`."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from schemactl.files.dataset import Loss
from schemactl.files.exact_json import write_exactly
from schemactl.migrate.answer_file import UNDECIDED
from schemactl.migrate.queues.asking import Ask
from schemactl.model.release import ReleasedSchema

NAME = "doccano"

_ENDS = {"start", "end"}


def write(path: Path, asked: Iterable[Ask], start: ReleasedSchema) -> Iterator[Loss]:
    """Write a line per question and yield the places that it cannot mark.

    What doccano does not know it keeps as columns beside the text, and exports again.
    """
    del start
    with path.open("wb") as file:
        for ask in asked:
            content, region = ask.content, ask.open.fields.get("region")
            labels: list[Any] = []
            if region is not None and set(region) == _ENDS and content.text is not None:
                labels = [[region["start"], region["end"], UNDECIDED]]
            elif region is not None:
                yield Loss("region", ask.entry.item, "doccano cannot mark such a place")
            shown = {"text": content.text, "filename": content.file}
            values: dict[str, Any] = {
                key: value for key, value in shown.items() if value is not None
            }
            values |= {
                "label": labels,
                "item": ask.key,
                "about": ask.entry.item,
                "ask": ask.said,
                "old": ask.old,
                "candidates": [offer.answer for offer in ask.offers],
                "link": ask.open.link,
                "Comments": [],
            }
            file.write(write_exactly(values) + b"\n")
