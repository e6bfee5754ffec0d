"""Crashes: `python -m tests.registry.crashes FOLDER STRIDE` kills a writer at every boundary.

A boundary is a moment at which a database or a folder changes: around each statement and each
commit, and around each file that is put in place. A child process registers, makes a checkpoint
and is killed at one of them, with SIGKILL; then everything that it was told was recorded must be
there, and the next writer must go on as if nothing had been; at the end all verifies.
SCHEMACTL_REGISTRY_URL says where.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from schemactl.model.address import Ref
from schemactl.model.lineage import Fact, ModelVersion
from schemactl.registry.checkpointing import make_checkpoint
from schemactl.registry.ledger import append, follow
from schemactl.registry.opening import reading, writing
from schemactl.registry.verify import verify
from schemactl.workspace import Workspace

ROUNDS = 3


def register(workspace: Workspace, name: str, number: int) -> str:
    """Register one model; when this returns, it is promised."""
    ref = Ref("model", name, str(number))
    with writing(workspace) as store:
        append(store, [Fact(ref, ModelVersion(trained_on=()))])
    return str(ref)


def checkpoint(workspace: Workspace) -> None:
    """Make a checkpoint."""
    with writing(workspace) as store:
        make_checkpoint(workspace, store)


def write(workspace: Workspace, name: str, promised: Callable[[str], object]) -> None:
    """Register and checkpoint in turn."""
    for number in range(ROUNDS):
        promised(register(workspace, name, number))
        if number:
            checkpoint(workspace)


def die_at(boundary: int) -> list[int]:
    """Count boundaries in the list's only item, and die at one of them."""
    count = [0]

    def passed(*_given: Any) -> None:
        count[0] += 1
        if count[0] == boundary:
            os.kill(os.getpid(), signal.SIGKILL)

    for name in ("before_cursor_execute", "after_cursor_execute", "commit"):
        event.listen(Engine, name, passed)

    def audited(name: str, _given: tuple[Any, ...]) -> None:
        if name in ("os.rename", "os.remove"):
            passed()

    sys.addaudithook(audited)
    return count


def child(workspace: Workspace, name: str, boundary: int, pipe: int) -> int:
    """Write until the boundary in a process of its own; return how the process ended."""
    found = os.fork()
    if found:
        return os.waitpid(found, 0)[1]
    try:
        die_at(boundary)
        write(workspace, name, lambda ref: os.write(pipe, f"{ref}\n".encode()))
    finally:
        # Never into the code of the parent.
        os._exit(0)


def check(workspace: Workspace, promised: set[str]) -> None:
    """Assert that what was promised is there, and that the next writer goes on."""
    recorded = {sealed.entry.ref for sealed in entries(workspace)}
    assert promised <= recorded, f"lost: {sorted(promised - recorded)}"
    checkpoint(workspace)
    register(workspace, "after", len(recorded))
    assert len(entries(workspace)) == len(recorded) + 1


def entries(workspace: Workspace) -> list[Any]:
    """Return the entries; each must follow the one before it."""
    with reading(workspace) as store:
        return list(follow(None, store.entries()))


def main(folder: Path, stride: int) -> int:
    """Kill a writer at every boundary, or at every one in a stride; print how many there were."""
    workspace = Workspace(folder)
    boundary, killed = 1, True
    while killed:
        read, written = os.pipe()
        killed = bool(child(workspace, f"m-{boundary}", boundary, written))
        os.close(written)
        with os.fdopen(read) as told:
            check(workspace, set(told.read().split()))
        boundary += stride
    wrong = [found.message for found in verify(workspace) if found.severity == "error"]
    assert not wrong, wrong
    sys.stdout.write(f"{boundary - stride} boundaries\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2])))
