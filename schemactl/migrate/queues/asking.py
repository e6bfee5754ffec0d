"""Asking: the questions of a queue, in the words that a labeling tool shows to people."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from schemactl.migrate.answer_file import NOTHING, key_of
from schemactl.migrate.queue_file import Choice, Entry, Open, read_entries, read_header
from schemactl.model.annotation import Annotation, Content


class Offer(NamedTuple):
    """An answer on offer, as it is written, when it is right, and where the handbook says so."""

    answer: str
    criterion: str
    link: str | None


class Ask(NamedTuple):
    """One question: about an annotation of an entry of the queue of a run."""

    run: str
    entry: Entry
    open: Open

    @property
    def key(self) -> str:
        """The name of the question, by which its answer is known."""
        return key_of(self.run, self.entry.ordinal, self.open.position)

    @property
    def content(self) -> Content:
        """What the data tells of the item."""
        return Content(**self.entry.content).in_pixels()

    @property
    def annotation(self) -> Annotation:
        """The annotation as it was, about an item that is named as the question."""
        return Annotation(self.key, self.open.task, self.open.label, **self.open.fields)

    @property
    def old(self) -> str:
        """The label that it had, or that nothing applied."""
        return self.open.label or NOTHING

    @property
    def offers(self) -> tuple[Offer, ...]:
        """The answers on offer; empty where every label of the task is."""
        tasks = {choice.task for choice in self.open.choices}
        return tuple(_offer(choice, len(tasks) > 1) for choice in self.open.choices)

    @property
    def said(self) -> str:
        """The question in lines of text."""
        lines = [*self.open.why, f"It was: {self.old}"]
        if self.open.is_review and self.open.now is not None:
            lines.append(f"It is until you confirm or correct it: {self.open.now[1] or NOTHING}")
        for offer in self.offers:
            criterion = f": {offer.criterion}" if offer.criterion else ""
            link = f" ({offer.link})" if offer.link else ""
            lines.append(f"{offer.answer}{criterion}{link}")
        if not self.offers:
            lines.append(f"Choose a label of {self.open.asks or 'any task'}.")
        if self.open.link:
            lines.append(f"Handbook: {self.open.link}")
        return "\n".join(lines)


def asks(queue: Path) -> Iterator[Ask]:
    """Yield the questions of a queue of ours, in the order of the data."""
    run = read_header(queue).run
    for entry in read_entries(queue):
        for one in entry.open:
            yield Ask(run, entry, one)


def _offer(choice: Choice, is_shared: bool) -> Offer:
    task, label, criterion, link = choice
    if label is None:
        return Offer(NOTHING, criterion, link)
    return Offer(f"{task}/{label}" if is_shared else label, criterion, link)
