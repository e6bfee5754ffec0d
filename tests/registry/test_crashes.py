"""A writer that is killed anywhere leaves no gap, no fork, and loses nothing that it promised."""

import os
import re
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from schemactl.registry.opening import reading
from schemactl.registry.stores import open_store
from schemactl.registry.verify import verify
from schemactl.workspace import Workspace
from tests.registry import crashes, postgresql

ROOT = Path(__file__).parents[2]
# All of them take a minute: `make soak` does that.
STRIDE = {"sqlite": 5, "postgresql": 9}
# How many entries each client was promised before the power fails.
PROMISES = 12


def run(url: str, folder: Path, stride: int) -> subprocess.CompletedProcess[str]:
    """Kill writers until none is left to kill."""
    return subprocess.run(
        [sys.executable, "-m", "tests.registry.crashes", str(folder), str(stride)],
        cwd=ROOT,
        env={**os.environ, "SCHEMACTL_REGISTRY_URL": url},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_killed_writer_loses_nothing(workspace: Workspace, url: str) -> None:
    done = run(url, workspace.root, STRIDE[url.partition(":")[0].partition("+")[0]])
    assert done.returncode == 0, done.stdout + done.stderr
    count = re.fullmatch(r"(\d+) boundaries\n", done.stdout)
    assert count is not None
    assert int(count[1]) > 50


WRITE_FOR_EVER = """
import sys
from pathlib import Path
from schemactl.workspace import Workspace
from tests.registry.crashes import register
for number in range(100_000):
    print(register(Workspace(Path(sys.argv[1])), sys.argv[2], number), flush=True)
"""


def test_a_server_that_loses_its_power_loses_nothing(workspace: Workspace) -> None:
    """Stop a server at once while two clients write; what they were promised survives."""
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as folder:
        cluster = postgresql.Cluster(
            Path(folder), postgresql.programs(), postgresql.unprivileged_user()
        )
        cluster.make()
        durable = ("fsync=on", "full_page_writes=on", "listen_addresses=")
        cluster.start(*durable)
        url = cluster.server.url
        open_store(workspace, url).close()
        promised = _write_until_the_power_fails(workspace, url, cluster)
        cluster.start(*durable)
        try:
            os.environ["SCHEMACTL_REGISTRY_URL"] = url
            with reading(workspace) as store:
                assert promised <= store.refs("model")
            assert list(verify(workspace)) == []
        finally:
            del os.environ["SCHEMACTL_REGISTRY_URL"]
            cluster.stop()


def _write_until_the_power_fails(
    workspace: Workspace, url: str, cluster: postgresql.Cluster
) -> set[str]:
    command = [sys.executable, "-c", WRITE_FOR_EVER, str(workspace.root)]
    environment = {**os.environ, "SCHEMACTL_REGISTRY_URL": url, "PYTHONPATH": str(ROOT)}
    writers = [
        subprocess.Popen(
            [*command, name],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        for name in ("left", "right")
    ]
    promised = {_line(writer) for writer in writers for _ in range(PROMISES)}
    cluster.stop()
    for writer in writers:
        promised |= set(writer.communicate()[0].split())
    assert all(writer.returncode not in (0, -signal.SIGKILL) for writer in writers)
    assert len(promised) >= len(writers) * PROMISES
    return promised


def _line(writer: subprocess.Popen[str]) -> str:
    assert writer.stdout is not None
    return writer.stdout.readline().strip()


@pytest.mark.parametrize("boundary", [1, 4])
def test_the_boundaries_are_where_they_are_said_to_be(workspace: Workspace, boundary: int) -> None:
    read, written = os.pipe()
    assert os.WTERMSIG(crashes.child(workspace, "m", boundary, written)) == signal.SIGKILL
    os.close(written)
    os.close(read)
