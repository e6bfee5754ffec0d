"""MLflow: runs and logged datasets, from its SQLite database or its folder mlruns.

https://mlflow.org/docs/latest/self-hosting/architecture/backend-store/. Servers are not asked:
what they keep is in one of the two, or in a database that MLflow's own client reads.
"""

import math
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

from schemactl.exchange.tracker import Logged, Run, only, unreadable
from schemactl.files.plain_yaml import read_plain_yaml

TITLE = "MLflow: mlflow.db or mlruns/"
_CONTEXT = "mlflow.data.context"
_COMMIT = "mlflow.source.git.commit"
_RUN_ID = re.compile(r"[0-9A-Za-z_-]{1,64}\Z")
_INPUTS = """
    SELECT d.name, d.digest, t.value FROM inputs i
    JOIN datasets d ON d.dataset_uuid = i.source_id
    LEFT JOIN input_tags t ON t.input_uuid = i.input_uuid AND t.name = ?
    WHERE i.source_type = 'DATASET' AND i.destination_type = 'RUN' AND i.destination_id = ?
    ORDER BY d.name, d.digest
"""


def read(source: Path, run: str | None) -> Run:
    """Read a run of a database or of a folder."""
    return _from_folder(source, run) if source.is_dir() else _from_database(source, run)


def _from_database(source: Path, wanted: str | None) -> Run:
    if not source.is_file():
        raise unreadable(source, "no such file")
    url = f"file:{quote(source.resolve().as_posix())}?mode=ro"
    try:
        with closing(sqlite3.connect(url, uri=True)) as database:
            known = [str(row[0]) for row in database.execute("SELECT run_uuid FROM runs")]
            run = only(sorted(known), wanted, source)
            name = database.execute("SELECT name FROM runs WHERE run_uuid = ?", (run,)).fetchone()
            metrics = database.execute(
                "SELECT key, value FROM latest_metrics WHERE run_uuid = ? AND is_nan = 0 "
                "ORDER BY key",
                (run,),
            ).fetchall()
            inputs = database.execute(_INPUTS, (_CONTEXT, run)).fetchall()
            commit = database.execute(
                "SELECT value FROM tags WHERE run_uuid = ? AND key = ?", (run, _COMMIT)
            ).fetchone()
    except sqlite3.Error as error:
        raise unreadable(source, error) from error
    return Run(
        run,
        str(name[0] or ""),
        tuple(_finite((str(key), float(value)) for key, value in metrics)),
        tuple(Logged(str(one), str(digest), str(role or "")) for one, digest, role in inputs),
        revision=str(commit[0]) if commit else None,
    )


def _finite(metrics: Iterator[tuple[str, float]]) -> Iterator[tuple[str, str]]:
    """Yield the metrics that are numbers."""
    yield from ((key, repr(value)) for key, value in metrics if math.isfinite(value))


def _from_folder(source: Path, wanted: str | None) -> Run:
    runs = {
        meta.parent.name: meta.parent
        for meta in source.glob("*/*/meta.yaml")
        if _RUN_ID.match(meta.parent.name) and meta.parent.parent.name != "datasets"
    }
    run = only(sorted(runs), wanted, source)
    folder = runs[run]
    said = _mapping(folder / "meta.yaml")
    inputs = sorted(folder.glob("inputs/*/meta.yaml"))
    commit = folder / "tags" / _COMMIT
    return Run(
        run,
        str(said.get("run_name") or ""),
        tuple(_finite(_metrics(folder / "metrics"))),
        tuple(sorted(one for path in inputs for one in _input(folder.parent, path))),
        revision=commit.read_text(encoding="utf-8", errors="replace") if commit.is_file() else None,
    )


def _metrics(folder: Path) -> Iterator[tuple[str, float]]:
    """Yield the last value of each metric: lines of time, value and step."""
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        try:
            lines = path.read_text(encoding="utf-8").split("\n")
            told = [line.split(" ") for line in lines if line]
            last = max(told, key=lambda one: (int(one[2]), int(one[0])))
            yield path.relative_to(folder).as_posix(), float(last[1])
        except (ValueError, IndexError) as error:
            raise unreadable(path, error) from error


def _input(experiment: Path, path: Path) -> Iterator[Logged]:
    said = _mapping(path)
    if said.get("source_type") != "DATASET":
        return
    # The id comes from a file: it must not lead out of the folder.
    identifier = str(said.get("source_id"))
    if not _RUN_ID.match(identifier):
        raise unreadable(path, f"{identifier[:80]!r} is no id")
    dataset = _mapping(experiment / "datasets" / identifier / "meta.yaml")
    tags = said.get("tags")
    role = tags.get(_CONTEXT, "") if isinstance(tags, dict) else ""
    yield Logged(str(dataset.get("name")), str(dataset.get("digest")), str(role))


def _mapping(path: Path) -> dict[str, Any]:
    try:
        found = read_plain_yaml(path.read_bytes())
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error
    if not isinstance(found, dict):
        raise unreadable(path, "it holds no keys")
    return found
