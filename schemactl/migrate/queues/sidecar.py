"""Sidecar: our own queue beside one that was written for a labeling tool."""

from pathlib import Path

from schemactl.errors import SchemactlError

_MARK = b'{"schemactl_queue"'


def sidecar_of(queue: Path) -> Path:
    """Return where our own queue stands beside one for a tool."""
    return queue.with_name(f"{queue.name}.schemactl.jsonl")


def own_queue(queue: Path) -> Path:
    """Return our own queue: the file itself, or the one beside it.

    Raises SchemactlError where there is none, which alone knows what answers are about.
    """
    with queue.open("rb") as file:
        if file.read(len(_MARK)) == _MARK:
            return queue
    beside = sidecar_of(queue)
    if beside.is_file():
        return beside
    hint = "give the queue that `schemactl migrate apply` wrote"
    raise SchemactlError(f"{queue} is no queue of schemactl, nor does {beside} stand by it", hint)
