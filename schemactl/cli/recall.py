"""What an earlier run of `validate` wrote, to be written again while not a byte has changed."""

import hashlib
import json
import time
from pathlib import Path
from typing import NamedTuple

from schemactl.files.note import read_note, write_note
from schemactl.validate.unchanged import digest_of_repository, digest_of_tool, is_worth_it
from schemactl.workspace import Workspace

# What these say depends on the findings and on the lines that they show, and on nothing else.
FORMATS = ("text", "json")


class Told(NamedTuple):
    """What a run wrote to stdout, and its exit code."""

    text: str
    code: int


class Recall:
    """The memory of one question: of which paths, how strictly, on which day, in which form."""

    def __init__(self, workspace: Workspace, paths: tuple[Path, ...], *said: str) -> None:
        """Look at every byte that the answer depends on."""
        self._started = time.process_time()
        self._workspace = workspace
        asked = json.dumps([*said, [str(path.resolve()) for path in paths]])
        self._name = f"run-{hashlib.sha256(asked.encode()).hexdigest()[:16]}"
        self._asked = asked
        self._key = self._key_now()

    def told(self) -> Told | None:
        """Return what was told in answer to the same question; None where nothing was kept."""
        written = read_note(self._workspace, self._name, self._key)
        try:
            return None if written is None else Told(*json.loads(written))
        except (ValueError, TypeError):
            return None

    def keep(self, told: Told) -> None:
        """Keep an answer, but where something changed since the question.

        Where nothing can be written, the next run looks again.
        """
        if self._key is None or not is_worth_it(self._started) or self._key_now() != self._key:
            return
        try:
            write_note(self._workspace, self._name, self._key, json.dumps(told).encode())
        except OSError:
            return

    def _key_now(self) -> str | None:
        found = digest_of_repository(self._workspace)
        if found is None:
            return None
        parts = json.dumps([self._asked, found, digest_of_tool()])
        return hashlib.sha256(parts.encode()).hexdigest()
