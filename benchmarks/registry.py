"""The registry beside what it is built on, and beside MLflow: traces, the start, appends, models.

All but the start runs inside one process, by processor time. MLflow has an environment of its
own, which `make bench` installs as `make interop` does.
"""

import argparse
import random
import sqlite3
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, insert
from sqlmodel import SQLModel

import schemactl
from benchmarks.labels import write_repository
from benchmarks.lineage import facts, fill, model_ref, release_schema
from benchmarks.paired import PYTHON, ROOT, Variant, compare, show
from schemactl.model.lineage import Fact
from schemactl.registry.ledger import append
from schemactl.registry.lineage import trace
from schemactl.registry.opening import reading, writing
from schemactl.registry.stores import open_store
from schemactl.registry.stores.sql.sqlite import open_engine, prefer_log
from schemactl.registry.stores.sql.tables import EDGE, LEDGER
from schemactl.service.project import Project
from schemactl.workspace import Workspace, find_workspace

MLFLOW = ROOT / "build" / "interop" / "mlflow" / "bin"
_AT_ONCE = 1000
_REACHED = (
    "WITH RECURSIVE reached(ref) AS (SELECT ? UNION "
    "SELECT edge.target FROM reached JOIN edge ON edge.source = reached.ref) "
)
_REFS = _REACHED + "SELECT ref FROM reached"
_ENTRIES = _REACHED + (
    "SELECT reached.ref, ledger.entry, ledger.hash FROM reached "
    "LEFT JOIN ledger ON ledger.ref = reached.ref"
)


def main() -> None:
    """Run all four and print a table of each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nodes", type=int, default=120_000)
    parser.add_argument("--traces", type=int, default=400)
    parser.add_argument("--appends", type=int, default=20_000)
    parser.add_argument("--models", type=int, default=31)
    parser.add_argument("--rounds", type=int, default=9)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as top:
        workspace = _repository(Path(top) / "lineage")
        models = fill(workspace, chosen.nodes)
        _traces(workspace, models, chosen.traces)
        _start(workspace, chosen.rounds)
        _appends(Path(top), chosen.appends)
        _models(Path(top), chosen.models)


def _repository(folder: Path) -> Workspace:
    write_repository(folder, 3)
    return find_workspace(folder)


def _traces(workspace: Workspace, models: int, rounds: int) -> None:
    """Trace models in turn with the same walk in SQL alone."""
    refs = [model_ref(n) for n in random.Random(7).sample(range(models), min(rounds, models))]
    spent: dict[str, list[float]] = {"entries": [], "refs": [], "trace": []}
    bare = sqlite3.connect(workspace.database)
    with reading(workspace) as store:
        nodes = bare.execute("SELECT count(*) FROM ledger").fetchone()[0]
        edges = bare.execute("SELECT count(*) FROM edge").fetchone()[0]
        show(f"trace of {len(refs)} models among {nodes} entries with {edges} steps of lineage")
        trace(workspace, store, refs[0])
        for ref in refs:
            for name, work in {
                "entries": lambda: bare.execute(_ENTRIES, (str(ref),)).fetchall(),  # noqa: B023
                "refs": lambda: bare.execute(_REFS, (str(ref),)).fetchall(),  # noqa: B023
                "trace": lambda: trace(workspace, store, ref),  # noqa: B023
            }.items():
                spent[name].append(_milliseconds(work))
    bare.close()
    show("                                          p50 ms    p99 ms   p99 to the first")
    for said, name in (
        ("recursive query in sqlite3, with entries", "entries"),
        ("recursive query in sqlite3, refs alone", "refs"),
        ("trace, each entry and release verified", "trace"),
    ):
        slow = _slowest(spent[name])
        ratio = slow / _slowest(spent["entries"])
        show(f"{said:40}  {statistics.median(spent[name]):8.3f}  {slow:8.3f}   {ratio:.2f}")
    show("")


def _start(workspace: Workspace, rounds: int) -> None:
    """Start `schemactl trace` and `mlflow --version` in turn."""
    command = [PYTHON, "-m", "schemactl", "trace", str(model_ref(1)), "--root", str(workspace.root)]
    variants = [Variant("schemactl trace", command)]
    if MLFLOW.is_dir():
        variants.append(Variant("mlflow --version", [str(MLFLOW / "mlflow"), "--version"]))
    else:
        show("mlflow --version: not measured, run `make bench`, which installs MLflow")
    compare(variants, workspace.root, rounds)


def _appends(top: Path, number: int) -> None:
    """Append facts a thousand at a time, and insert the same rows with SQLAlchemy Core alone."""
    workspace = _repository(top / "appends")
    found = facts(release_schema(workspace), number)
    batches = list(iter(lambda: list(islice(found, _AT_ONCE)), []))
    # As durable as the registry: its file is made, and opened, in the same way.
    bare = top / "bare.db"
    prefer_log(bare)
    engine = open_engine(bare)
    SQLModel.metadata.create_all(engine)
    ours, core = [], []
    with closing(open_store(workspace)) as store:
        for batch in batches:
            ours.append(_milliseconds(lambda: append(store, batch)))  # noqa: B023
            head = store.head()
            first = (head.seq if head else 0) - len(batch) + 1
            rows = [row._asdict() for row in store.rows() if row.seq >= first]
            edges = [edge._asdict() | {"seq": seq} for seq, edge in store.edges() if seq >= first]
            core.append(_milliseconds(lambda: _insert(engine, rows, edges)))  # noqa: B023
    engine.dispose()
    show(f"{number} entries, {_AT_ONCE} to a transaction, on the disk when it ends")
    _compare(("the same rows, SQLAlchemy Core", core), ("append", ours), "ms per batch")


def _insert(engine: Engine, rows: list[dict[str, Any]], edges: list[dict[str, Any]]) -> None:
    with engine.begin() as connection:
        connection.execute(insert(LEDGER), rows)
        connection.execute(insert(EDGE), edges)


def _models(top: Path, number: int) -> None:
    """Register models in turn with MLflow, each inside one process that did it before."""
    workspace = _repository(top / "models")
    schema = release_schema(workspace)
    with writing(workspace) as store:
        dataset = next(fact for fact in facts(schema, 12) if fact.kind == "dataset")
        append(store, [dataset])
    weights = top / "weights.txt"
    weights.write_text("weights", encoding="utf-8")
    project = schemactl.open(workspace.root)
    if not MLFLOW.is_dir():
        show("registering a model: not measured, run `make bench`, which installs MLflow")
        return
    script = ROOT / "benchmarks" / "mlflow_model.py"
    command = [str(MLFLOW / "python"), str(script), f"sqlite:///{top}/mlflow.db"]
    ours, theirs = [], []
    with subprocess.Popen(
        command,
        cwd=top,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as other:
        for version in range(number):
            print("model", file=other.stdin, flush=True)
            theirs.append(float(other.stdout.readline()) * 1000 if other.stdout else 0)
            ours.append(_milliseconds(lambda: _register(project, dataset, version, weights)))  # noqa: B023
    show(f"{number} models, one at a time, each in a transaction of its own")
    _compare(
        ("schemactl register_model", ours[1:]), ("MLflow log, register_model", theirs[1:]), "ms"
    )


def _register(project: Project, dataset: Fact, version: int, weights: Path) -> None:
    project.register_model(
        f"router@{version}", datasets=[str(dataset.ref)], artifact=weights, metrics={"f1": 0.93}
    )


def _milliseconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def _slowest(found: Sequence[float]) -> float:
    """Return the 99th percentile."""
    return sorted(found)[int(len(found) * 0.99)]


def _compare(first: tuple[str, list[float]], second: tuple[str, list[float]], unit: str) -> None:
    for name, found in (first, second):
        pairs = zip(found, first[1], strict=True)
        ratio = statistics.median(one / other for one, other in pairs)
        show(f"{name:32}  {statistics.median(found):9.3f} {unit}   {ratio:.2f}")
    show(f"{len(first[1])} rounds in turn; median of each\n")


if __name__ == "__main__":
    main()
