"""Queue formats: each is a module by its name, and writes whole files only."""

from pathlib import Path

import pytest

from schemactl.migrate import queues
from schemactl.migrate.queues.catalog import QUEUE_FORMATS, queue_format, write_queue
from tests.migrate.queues.questions import a_run


def test_formats_are_known_by_their_names() -> None:
    folder = Path(str(queues.__file__)).parent
    files = {path.stem.replace("_", "-") for path in folder.glob("[!_]*.py")}
    assert set(QUEUE_FORMATS) == files - {"asking", "catalog", "sidecar"}
    assert [queue_format(name).NAME for name in QUEUE_FORMATS] == list(QUEUE_FORMATS)


def test_a_queue_that_cannot_be_read_leaves_what_was_there(tmp_path: Path) -> None:
    run = a_run(tmp_path)
    path = tmp_path / "queue.csv"
    path.write_text("mine")
    run.targets.queue.write_bytes(run.targets.queue.read_bytes()[:-9])
    with pytest.raises(Exception, match="not valid JSON"):
        write_queue(run.targets.queue, path, "csv", run.migration.start.schema)
    assert path.read_text() == "mine"
    assert not (tmp_path / ".queue.csv.part").exists()
