"""Since: what later releases changed about a label that a model learned, and who approved it."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from schemactl.handbook.links import Spot, url
from schemactl.handbook.markup import escape, link
from schemactl.handbook.pages.changed import word
from schemactl.handbook.timeline import Milestone, Timeline, Turn
from schemactl.model.address import parse_ref
from schemactl.model.traced import Lineage, TracedLabel


class Past(NamedTuple):
    """The page that looks back, where frozen copies are by ref, and the releases by schema."""

    source: str
    copies: Mapping[str, str]
    timelines: Mapping[str, Timeline]


def changed_since(label: TracedLabel, past: Past) -> str:
    """Return links to what later releases changed about how the label is decided, newest first."""
    name = parse_ref(label.schema).name
    links = [
        link(
            url(past.source, Spot(f"{name}/changes/{milestone.version}", turn.mark, "")),
            f"{escape(milestone.version)} {word(turn)}",
        )
        for milestone, turn in _later(label, past.timelines.get(name, ()))
    ]
    return ", ".join(links) or "no"


def _later(label: TracedLabel, timeline: Timeline) -> Iterator[tuple[Milestone, Turn]]:
    number = next((one.number for one in timeline if one.ref == label.schema), None)
    for milestone in reversed(timeline):
        if number is None or milestone.number <= number:
            return
        for turn in milestone.turns:
            concerned = {*turn.labels, *turn.judgement.change.source}
            is_same_task = turn.judgement.change.task == label.task
            if turn.is_behaviour and is_same_task and label.id in concerned:
                yield milestone, turn


def approvals(one: Lineage, timelines: Mapping[str, Timeline]) -> str:
    """Return who approved the schema releases behind a model or dataset, where that is written."""
    refs = {node.ref for node in one.nodes}
    lines = [
        f"<li>{escape(milestone.ref)}: {escape(approval.by)} ({escape(approval.role)}), "
        f"{escape(approval.at)}</li>"
        for timeline in timelines.values()
        for milestone in timeline
        if milestone.ref in refs and milestone.schema is not None
        for approval in (milestone.schema.migration.approvals if milestone.schema.migration else ())
    ]
    return f"<h3>Approved</h3><ul>{''.join(lines)}</ul>" if lines else ""
