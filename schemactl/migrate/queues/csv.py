"""csv: a row per question, with an empty `label` for the answer; for spreadsheets."""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from schemactl.files.dataset import Loss
from schemactl.files.exact_json import write_exactly
from schemactl.files.separated_rows import is_formula
from schemactl.migrate.queues.asking import Ask
from schemactl.model.release import ReleasedSchema

NAME = "csv"

COLUMNS = (
    *("question", "item", "text", "file", "region", "old", "now", "candidates", "ask", "link"),
    *("label", "annotator"),
)


def write(path: Path, asked: Iterable[Ask], start: ReleasedSchema) -> Iterator[Loss]:
    """Write the questions; an apostrophe stands before what would be a formula."""
    del start
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\r\n")
        rows.writerow(COLUMNS)
        for ask in asked:
            rows.writerow([_safe(cell) for cell in _cells(ask)])
    return iter(())


def _cells(ask: Ask) -> Iterator[str]:
    content, waiting = ask.content, ask.open
    region = waiting.fields.get("region")
    yield from (ask.key, ask.entry.item, content.text or "", content.file or "")
    yield "" if region is None else write_exactly(region).decode()
    yield from (ask.old, (waiting.now or ("", ""))[1] or "")
    yield " | ".join(offer.answer for offer in ask.offers)
    yield from (ask.said, waiting.link or "", "", "")


def _safe(text: str) -> str:
    return f"'{text}" if is_formula(text) else text
