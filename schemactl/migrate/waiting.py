"""Waiting: the queue entry of a record of which people have to look at something."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from schemactl.files.dataset import Record
from schemactl.migrate.outcome import Candidate, Place, Queued, kind_of
from schemactl.migrate.queue_file import Choice, Entry, Open, Settled
from schemactl.migrate.verdicts import Judged, Verdict
from schemactl.model.annotation import Annotation, Content

Links = Mapping[Place, str]

_TOLD = ("item", "task", "label")
_DEFAULTS = Annotation("")._asdict()


class Spot(NamedTuple):
    """Where a record stands: its number in the input, and its place in the output."""

    ordinal: int
    at: int
    length: int


def entry_of(
    record: Record, raw: bytes, verdict: Verdict, links: Links, reasons: Sequence[str] = ()
) -> Entry | None:
    """Return the entry of a record, or None where nobody is asked; its spot is still open.

    Reasons are those of the steps that ask, by their positions.
    """
    waiting = tuple(_with_reasons(one, reasons) for one in _open(verdict, links))
    if not waiting:
        return None
    first = verdict.judged[waiting[0].position].placed
    return Entry(
        0,
        record.line,
        0,
        0,
        first.annotation.item,
        raw,
        waiting,
        tuple(_settled(verdict)),
        record.section,
        record.part,
        _content(first.content),
    )


def placed_at(entry: Entry, spot: Spot) -> Entry:
    """Return an entry with its spot."""
    return entry._replace(ordinal=spot.ordinal, at=spot.at, length=spot.length)


def _open(verdict: Verdict, links: Links) -> Iterator[Open]:
    for position, one in enumerate(verdict.judged):
        if isinstance(one.outcome, Queued):
            task, label = one.before
            choices = tuple(_choice(candidate, links) for candidate in one.outcome.candidates)
            yield Open(
                position,
                task,
                label,
                one.spelling,
                one.outcome.task,
                choices=choices,
                steps=one.outcome.steps,
                link=links.get((str(one.outcome.task), label)),
                fields=_fields(one),
            )
        elif one.reviews and one.after is not None:
            task, label = one.before
            yield Open(
                position,
                task,
                label,
                one.spelling,
                one.after[0],
                is_review=True,
                now=one.after,
                steps=one.reviews,
                link=links.get(one.after),
                fields=_fields(one),
            )


def _with_reasons(one: Open, reasons: Sequence[str]) -> Open:
    why = tuple(reasons[step] for step in one.steps if step < len(reasons))
    return one._replace(why=why)


def _choice(candidate: Candidate, links: Links) -> Choice:
    task, label, criterion = candidate
    return Choice(task, label, criterion, links.get((task, label)))


def _settled(verdict: Verdict) -> Iterator[Settled]:
    for position, one in enumerate(verdict.judged):
        if one.outcome is not None and not isinstance(one.outcome, Queued) and not one.reviews:
            yield Settled(position, kind_of(one.outcome), one.after)


def _fields(one: Judged) -> dict[str, Any]:
    """Return what an annotation says beside its item, task and label."""
    return {
        name: value
        for name, value in one.placed.annotation._asdict().items()
        if name not in _TOLD and value != _DEFAULTS[name]
    }


def _content(content: Content | None) -> dict[str, Any]:
    told = {} if content is None else content._asdict()
    return {name: value for name, value in told.items() if value is not None}
