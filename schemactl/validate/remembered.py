"""What an earlier run found in files whose bytes are still the same: never more, never less.

A memory is found by the digest of everything that a finding can depend on: the bytes of the
subject, of all releases and (for a guideline) of all schemas, the settings, the profile, the day,
the tool and the libraries that read.
"""

import hashlib
import json
import time
from pathlib import Path
from typing import Any, NamedTuple

from schemactl.files.note import read_note, write_note
from schemactl.model.finding import Diagnostic, Fix, Region
from schemactl.validate.suppression import Allowance
from schemactl.validate.unchanged import digest_below, digest_of_tool, is_worth_it
from schemactl.workspace import Workspace


class Examined(NamedTuple):
    """What was found in one schema or guideline, before anything of it is accepted."""

    diagnostics: tuple[Diagnostic, ...]
    allowances: tuple[Allowance, ...]
    labels: int


class Memory:
    """The findings of earlier runs, one file for each schema and guideline."""

    def __init__(self, workspace: Workspace, *said: str) -> None:
        """Remember for a repository, under what the command, the other branch and the day say."""
        self._workspace = workspace
        self._said = (*said, digest_of_tool())
        self._started = time.process_time()
        self._new: dict[tuple[str, str], tuple[str, Examined]] = {}
        self._digests: dict[Path, str | None] = {}

    def recall(self, kind: str, name: str) -> Examined | None:
        """Return what was found in the same bytes; None where nothing usable was kept."""
        written = read_note(self._workspace, f"{kind}-{name}", self._key(kind, name))
        try:
            return None if written is None else _from_plain(json.loads(written))
        except (ValueError, TypeError):
            return None

    def note(self, kind: str, name: str, examined: Examined) -> None:
        """Take in what was found, for `keep`."""
        key = self._key(kind, name)
        if key is not None:
            self._new[kind, name] = (key, examined)

    def keep(self) -> None:
        """Write what was noted, but for what changed while it was looked at.

        Where nothing can be written, the next run looks again.
        """
        if not self._new or not is_worth_it(self._started):
            return
        self._digests.clear()
        try:
            for (kind, name), (key, examined) in self._new.items():
                if self._key(kind, name) == key:
                    written = json.dumps(examined).encode()
                    write_note(self._workspace, f"{kind}-{name}", key, written)
        except OSError:
            return

    def _key(self, kind: str, name: str) -> str | None:
        """Return the digest of all that findings depend on; None where that cannot be told."""
        workspace = self._workspace
        if kind == "schema":
            folders = [workspace.schemas / name]
        else:
            folders = [workspace.guidelines / name, workspace.schemas]
        folders += [workspace.registry / "schemas", workspace.registry / "guidelines"]
        found = [self._of(workspace.settings_file), *(self._of(one) for one in folders)]
        if None in found:
            return None
        return hashlib.sha256(json.dumps([kind, name, *self._said, *found]).encode()).hexdigest()

    def _of(self, place: Path) -> str | None:
        if place not in self._digests:
            self._digests[place] = digest_below(place)
        return self._digests[place]


def _from_plain(plain: Any) -> Examined:
    diagnostics, allowances, labels = plain
    return Examined(
        tuple(_diagnostic(one) for one in diagnostics),
        tuple(
            Allowance(file, Region(*comment), rule, reason, line)
            for file, comment, rule, reason, line in allowances
        ),
        int(labels),
    )


def _diagnostic(plain: list[Any]) -> Diagnostic:
    found = Diagnostic(*plain)
    fixes = tuple(Fix(*fix) for fix in plain[Diagnostic._fields.index("fixes")])
    return found._replace(region=Region(*found.region), fixes=fixes)
