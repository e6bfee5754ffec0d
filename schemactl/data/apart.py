"""Apart: a function at work in a process of its own, which ends when this one does."""

import multiprocessing
import os
import signal
import warnings
from collections.abc import Callable
from multiprocessing.connection import Connection, wait
from threading import Thread
from typing import Any, NamedTuple

from schemactl.errors import SchemactlError

_HINT = "run the command again; perhaps the memory did not suffice"


class Hired(NamedTuple):
    """A process, and the end on this side of what is said to it and by it."""

    process: multiprocessing.process.BaseProcess
    line: "Connection[Any, Any]"

    def dismiss(self) -> None:
        """End the process, whatever it does."""
        self.process.terminate()
        self.process.join()
        self.line.close()


def hire(work: Callable[..., None], *given: Any) -> Hired:
    """Begin a process that works with what is given and, as the last argument, its end of a line.

    Where systems can fork, it begins with all that this process knows.
    """
    methods = multiprocessing.get_all_start_methods()
    # The stubs of a context that is chosen by name know none of what contexts have.
    context: Any = multiprocessing.get_context("fork" if "fork" in methods else "spawn")
    here, there = context.Pipe()
    process = context.Process(target=_work, args=(work, *given, there), daemon=True)
    with warnings.catch_warnings():
        # Newer Pythons warn of a fork beside threads, of which only those of NumPy are there.
        warnings.simplefilter("ignore", DeprecationWarning)
        process.start()
    there.close()
    return Hired(process, here)


class Errand:
    """One call of a function in a process of its own."""

    def __init__(self, work: Callable[..., Any], *given: Any) -> None:
        """Begin it."""
        self.hired = hire(_run, work, given)

    def result(self) -> Any:
        """Wait for what it returns. Raises SchemactlError where it does, or was ended."""
        try:
            error, found = self.hired.line.recv()
        except (EOFError, ConnectionError):
            raise ended_early() from None
        if error is not None:
            raise error(*found)
        return found

    def dismiss(self) -> None:
        """End it, whether it is done or not."""
        self.hired.dismiss()


def ended_early(hint: str = _HINT) -> SchemactlError:
    """Return what is raised where a line breaks off."""
    return SchemactlError("a process ended before its work was done", hint)


def may_hire() -> bool:
    """Tell whether another process may be begun, and has a processor of its own to run on."""
    if multiprocessing.current_process().daemon:
        return False
    return _processors() > 1


def _processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _run(work: Callable[..., Any], given: tuple[Any, ...], line: "Connection[Any, Any]") -> None:
    try:
        line.send((None, work(*given)))
    except SchemactlError as error:
        line.send((type(error), (error.message, error.hint)))


def _work(work: Callable[..., None], *given: Any) -> None:
    # An interruption at the terminal reaches this process, too; the other one deals with it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    work(*given)


def _end_with_parent() -> None:
    """End this process with the one that it works for, however that ends."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
