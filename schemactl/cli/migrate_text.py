"""How a migration is told in the terminal."""

from collections.abc import Iterator, Mapping
from typing import Any

from schemactl.cli.output import print_failure
from schemactl.migrate.report import explain_unknown
from schemactl.migrate.source import Job

_KINDS = ("unchanged", "mapped", "queued", "dropped")


def report_lines(told: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of a report: the steps, then what was counted."""
    yield f"{told['from']} → {told['to']}"
    idle = 0
    for step in told["steps"]:
        line = _step(step)
        idle += line is None
        if line is not None:
            yield line
    if idle:
        yield f"  {idle} further steps concern no annotation of this data"
    for what in ("records", "annotations"):
        counted = told[what]
        kinds = ", ".join(f"{counted[kind]} {kind}" for kind in _KINDS)
        out = f"; {counted['out']} written" if "out" in counted else ""
        yield f"{what}: {counted['in']} = {kinds}{out}"
    if told["folded"]:
        yield f"folded: {told['folded']} became equal to another label of their record"
    if told["reviewed"]:
        yield f"to look at again: {told['reviewed']}"
    yield from _queue(told["queue"])
    if "undo" in told:
        yield f"undo: {told['undo']['bytes']:,} bytes give the input back"


def _step(step: Mapping[str, Any]) -> str | None:
    """Return the line of a step; None where it does nothing to the data."""
    ends = [", ".join(step[end]) for end in ("from", "to") if step[end]]
    what = f"{step['change']} {' → '.join(ends)}".rstrip()
    counted = [f"{step[kind]} {kind}" for kind in _KINDS[1:] if step[kind]]
    if step["reviewed"]:
        counted.append(f"{step['reviewed']} to look at again")
    return f"  {what} [{step['fidelity']}]: {', '.join(counted)}" if counted else None


def _queue(queue: Mapping[str, Any]) -> Iterator[str]:
    entries = queue["entries"]
    if not entries:
        yield "queue: nobody needs to look at anything"
        return
    effort = f", {queue['hours']} hours" if queue.get("hours") is not None else ""
    cost = f", cost {queue['cost']}" if queue.get("cost") is not None else ""
    yield f"queue: {entries} records for people{effort}{cost}"
    lost: dict[str, list[str]] = {}
    for one in queue.get("lost", ()):
        lost.setdefault(one["kind"], []).append(one["message"])
    for kind, messages in lost.items():
        yield f"  not in the {queue['as']} file: {kind} ({len(messages)}): {messages[0]}"


def tell_unknown(told: dict[str, Any], job: Job, output_format: str) -> int:
    """Say which labels are unknown, and return the exit code."""
    if not told["unknown_labels"]:
        return 0
    if output_format != "json":
        print_failure(*explain_unknown(told, job.migration), False)
    return 1
