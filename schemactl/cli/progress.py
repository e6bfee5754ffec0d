"""A progress line on the terminal, for work that takes longer than a moment."""

import sys
import time
from types import TracebackType
from typing import Self

_SILENT_SECONDS = 2.0
_SECONDS_BETWEEN = 0.1
_WIDTH = 30


class ProgressBar:
    """Shows how much is done, in bytes or steps, on stderr, only where that is a terminal."""

    def __init__(self, total: int) -> None:
        """Expect so many in all; nothing is shown for the first two seconds."""
        self.total = max(total, 1)
        self.done = 0
        self.is_shown = False
        self.due = time.monotonic() + _SILENT_SECONDS
        self.terminal = sys.stderr if sys.stderr.isatty() else None

    def __enter__(self) -> Self:
        """Return the bar; it is wiped at the end."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Wipe the line, so that the result or the error stands alone."""
        if self.is_shown and self.terminal is not None:
            self.terminal.write(f"\r{' ' * (_WIDTH + 7)}\r")
            self.terminal.flush()

    def advance(self, count: int) -> None:
        """Count some as done."""
        self.done += count
        if self.terminal is not None and time.monotonic() >= self.due:
            self.due = time.monotonic() + _SECONDS_BETWEEN
            self.is_shown = True
            share = min(1.0, self.done / self.total)
            filled = "#" * int(share * _WIDTH)
            self.terminal.write(f"\r[{filled:<{_WIDTH}}] {share:4.0%}")
            self.terminal.flush()
