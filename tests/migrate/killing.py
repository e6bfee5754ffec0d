"""Killing: a run in a process of its own, which is killed at any point of its work on the disk."""

import multiprocessing
import os
import shutil
import signal
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from schemactl.files import packing
from schemactl.migrate import part, publish, work


def is_killed_at(event: int, run: Callable[[], object]) -> bool:
    """Run in another process that kills itself at its n-th event; tell whether it came so far."""

    def target() -> None:
        left = iter(range(event))

        def counted(function: Callable[..., Any]) -> Callable[..., Any]:
            def wrapped(*given: Any, **named: Any) -> Any:
                if next(left, None) is None:
                    os.kill(os.getpid(), signal.SIGKILL)
                return function(*given, **named)

            return wrapped

        for place, name in _events():
            setattr(place, name, counted(getattr(place, name)))
        run()

    process = multiprocessing.get_context("fork").Process(target=target)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        process.start()
    process.join()
    assert process.exitcode in (0, -signal.SIGKILL)
    return process.exitcode != 0


def _events() -> Iterator[tuple[Any, str]]:
    """Yield what a run does to the disk, before each of which it may end."""
    yield from ((part.Part, name) for name in ("write", "go_back"))
    yield from ((work, name) for name in ("_append", "put_before", "pack_whole", "publish"))
    yield from ((packing, "take_apart"), (packing.Packed, "write"), (publish, "remove"))
    yield from ((Path, "replace"), (Path, "write_bytes"), (os, "fsync"), (shutil, "rmtree"))
