"""`trace` of a model in a registry with 100,000 datasets, against a primary-key lookup.

Both run inside one process, since the start of Python would hide them; the release that the
trace verifies byte by byte has 3 labels.
"""

import argparse
import hashlib
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.labels import write_repository
from benchmarks.paired import show
from schemactl.model.address import Ref
from schemactl.model.lineage import DatasetDigests, DatasetVersion, Fact, ModelVersion, Pin
from schemactl.registry.cut import cut, pending
from schemactl.registry.ledger import append
from schemactl.registry.lineage import trace
from schemactl.registry.opening import reading, writing
from schemactl.registry.store import Store
from schemactl.workspace import Workspace, find_workspace

_BATCH = 10_000
MODEL = Ref("model", "router", "1")


def digest(text: str) -> str:
    """Return a digest that no other text has."""
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def dataset(number: int, schema: Pin) -> Fact:
    """Return a dataset version that was derived from the one before it, in families of ten."""
    parts = [digest(f"{number} {part}") for part in ("bytes", "rows", "labels")]
    before = Ref("dataset", f"d-{number - 1}", "1")
    parents = (Pin(ref=str(before), digest=digest(f"{number - 1} rows")),) if number % 10 else ()
    content = DatasetVersion(
        digests=DatasetDigests(bytes=parts[0], rows=parts[1], labels=parts[2]),
        records=1,
        items=1,
        annotations=1,
        labels={"large": {"label-1": 1}},
        labeled_under=schema,
        derived_from=parents,
    )
    return Fact(Ref("dataset", f"d-{number}", "1"), content)


def fill(workspace: Workspace, datasets: int) -> None:
    """Release the schema and record the datasets, and a model trained on two of them."""
    cut(workspace, pending(workspace), at="2026-01-01T00:00:00Z")
    with writing(workspace) as store:
        release = store.find("schema:large@1.0.0")
        assert release is not None
        schema = Pin(ref="schema:large@1.0.0", digest=release.entry.content["digest"])
        for start in range(0, datasets, _BATCH):
            numbers = range(start, min(start + _BATCH, datasets))
            append(store, [dataset(number, schema) for number in numbers])
        chosen = (datasets // 2, datasets - 1)
        pins = [Pin(ref=f"dataset:d-{n}@1", digest=digest(f"{n} rows")) for n in chosen]
        append(store, [Fact(MODEL, ModelVersion(trained_on=tuple(pins)))])


def milliseconds(work: Callable[[], object]) -> float:
    """Return the processor time of one call."""
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def measure(workspace: Workspace, store: Store, rounds: int) -> None:
    """Run lookup and trace in turn and print the table."""
    lineage = trace(workspace, store, MODEL)
    show(f"{len(lineage.nodes)} nodes, {len(lineage.edges)} edges, complete: {lineage.complete}")
    lookups, traces = [], []
    for _ in range(rounds):
        lookups.append(milliseconds(lambda: store.find(str(MODEL))))
        traces.append(milliseconds(lambda: trace(workspace, store, MODEL)))
    ratio = statistics.median(t / one for t, one in zip(traces, lookups, strict=True))
    show(f"primary-key lookup  {statistics.median(lookups):8.3f} ms")
    show(f"trace               {statistics.median(traces):8.3f} ms   {ratio:.1f} times")
    show(f"{rounds} rounds in turn; median of each")


def main() -> None:
    """Fill a registry and measure it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--datasets", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=51)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        write_repository(Path(name), 3)
        workspace = find_workspace(Path(name))
        fill(workspace, chosen.datasets)
        show(f"{chosen.datasets} datasets and a model")
        with reading(workspace) as store:
            measure(workspace, store, chosen.rounds)


if __name__ == "__main__":
    main()
