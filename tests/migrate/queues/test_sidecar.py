"""Sidecars: our own queue is found from the one that a labeling tool took in."""

from pathlib import Path

import pytest

from schemactl.errors import SchemactlError
from schemactl.migrate.queues.sidecar import own_queue, sidecar_of


def test_our_own_queue_is_found(tmp_path: Path) -> None:
    queue = tmp_path / "queue.csv"
    queue.write_text("question,label\n")
    with pytest.raises(SchemactlError, match="is no queue of schemactl"):
        own_queue(queue)
    beside = sidecar_of(queue)
    beside.write_text('{"schemactl_queue":1}\n')
    assert own_queue(queue) == own_queue(beside) == beside
