"""Answering: a run with questions, and the answers of people to them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from schemactl.migrate.answer import answer
from schemactl.migrate.answer_request import AnswerRequest, begin
from schemactl.migrate.apply import Request, apply
from schemactl.migrate.compile import CompiledMigration
from schemactl.migrate.queue_file import Entry, read_entries
from schemactl.migrate.work import Targets
from tests.migrate.runs import a_job, a_migration, ignore, targets_in


class Asked(NamedTuple):
    """A run in a folder, and what it asked."""

    folder: Path
    targets: Targets
    told: dict[str, Any]
    migration: CompiledMigration

    @property
    def entries(self) -> list[Entry]:
        """What waits."""
        return list(read_entries(self.targets.queue))

    def answer(self, *answers: dict[str, Any], **given: Any) -> dict[str, Any]:
        """Fold answers in, the output becomes `answered`."""
        rows = self.folder / "answers.jsonl"
        rows.write_bytes(b"".join(orjson.dumps(one) + b"\n" for one in answers))
        return self.answer_with(rows, **given)

    def answer_with(self, *answers: Path, **given: Any) -> dict[str, Any]:
        """Fold files of answers in."""
        request = AnswerRequest(
            self.targets.out, self.targets.queue, answers, self.folder / "answered"
        )
        request = request._replace(**given)
        return answer(request, begin(request), self.migration, ignore)

    @property
    def answered(self) -> bytes:
        """What was written."""
        return (self.folder / "answered").read_bytes()


def asked(
    folder: Path,
    content: bytes,
    migration: CompiledMigration | None = None,
    name: str = "data.jsonl",
    **options: Any,
) -> Asked:
    """Migrate a file."""
    path = folder / name
    path.write_bytes(content)
    targets = targets_in(folder)
    migration = migration or a_migration()
    told = apply(a_job(path, migration, **options), Request(targets), ignore)
    return Asked(folder, targets, told, migration)


def lines(labels: Sequence[str]) -> bytes:
    """Return a line for each label."""
    return b"".join(
        b'{"item": "i%d", "label": "%s"}\n' % (at, label.encode())
        for at, label in enumerate(labels, 1)
    )
