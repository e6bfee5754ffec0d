"""Syncing: what was written reaches the disk while more is being made."""

import os
from collections.abc import Callable, Sequence
from threading import Thread
from typing import BinaryIO


class Syncing:
    """Has files on the disk aside, one task at a time."""

    def __init__(self) -> None:
        """Begin with nothing to do."""
        self.thread: Thread | None = None
        self.failure: OSError | None = None

    def begin(self, files: Sequence[BinaryIO], then: Callable[[], object] | None = None) -> None:
        """Have on the disk what was written to open files so far, and then do something.

        Waits for what was begun before. Raises OSError where that failed.
        """
        self.wait()
        for file in files:
            file.flush()
        numbers = [file.fileno() for file in files]
        self.thread = Thread(target=self._sync, args=(numbers, then))
        self.thread.start()

    @property
    def is_idle(self) -> bool:
        """Whether all that was begun is done."""
        return self.thread is None or not self.thread.is_alive()

    def wait(self) -> None:
        """Wait until all that was begun is done. Raises OSError where that failed."""
        self.stop()
        if self.failure is not None:
            raise self.failure

    def stop(self) -> None:
        """Wait as well, whatever became of it."""
        if self.thread is not None:
            self.thread.join()

    def _sync(self, numbers: Sequence[int], then: Callable[[], object] | None) -> None:
        try:
            for number in numbers:
                os.fsync(number)
            if then is not None:
                then()
        except OSError as error:
            self.failure = error
