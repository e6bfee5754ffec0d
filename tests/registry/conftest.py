"""A small label repository, facts to record, and the stores that every test of stores runs on."""

import json
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from schemactl.model.address import parse_ref
from schemactl.model.lineage import DatasetDigests, DatasetVersion, Fact, Pin
from schemactl.registry.cut import cut, pending
from schemactl.registry.store import Store
from schemactl.registry.stores import open_store
from schemactl.registry.stores.memory import MemoryStore
from schemactl.workspace import Workspace
from tests.registry.postgresql import Server, running

SCHEMA = """\
schemactl: 1
name: sentiment
version: 1.0.0
type: classification
labels:
  - id: positive
    definition: The writer is pleased.
  - id: negative
    definition: The writer is displeased.
"""
GUIDELINE = """\
schemactl: 1
name: sentiment
version: 1.0.0
schema: {name: sentiment, versions: ">=1.0,<2"}
pages: [task.md]
"""
AT = "2026-11-20T12:00:00Z"


def _a_fact(ref: str = "dataset:reviews@1", *parents: str, rows: str = "1", **said: Any) -> Fact:
    content = DatasetVersion(
        digests=DatasetDigests(bytes=f"sha256:{'0' * 64}", rows=_digest(rows), labels=_digest("2")),
        records=1,
        items=1,
        annotations=1,
        labels={"sentiment": {"positive": 1}},
        labeled_under=Pin(ref="schema:sentiment@1.0.0", digest=_digest("3")),
        derived_from=tuple(Pin(ref=parent, digest=_digest(rows)) for parent in parents),
    )
    return Fact(parse_ref(ref), content, **said)


def _digest(digit: str) -> str:
    return f"sha256:{digit * 64}"


@pytest.fixture(scope="session")
def a_fact() -> Callable[..., Fact]:
    """Return a builder of facts about datasets: a ref, its parents, its rows' digit."""
    return _a_fact


@pytest.fixture(autouse=True)
def _own_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SCHEMACTL_REGISTRY_URL", raising=False)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Return an empty label repository."""
    (tmp_path / "schemas").mkdir()
    return Workspace(tmp_path)


@pytest.fixture
def drafts(workspace: Workspace) -> Workspace:
    """Return a label repository with a schema, its guideline and data, nothing released."""
    for path, text in {
        "schemas/sentiment/schema.yaml": SCHEMA,
        "guidelines/sentiment/guideline.yaml": GUIDELINE,
        "guidelines/sentiment/task.md": "# Task\n\nSay how the writer feels.\n",
        "reviews.jsonl": "".join(
            json.dumps({"item": f"i{n}", "label": label}) + "\n"
            for n, label in enumerate(["positive", "negative", "positive"])
        ),
    }.items():
        file = workspace.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, newline="\n")
    return workspace


@pytest.fixture
def released(drafts: Workspace) -> Workspace:
    """Return a label repository with one released schema and guideline."""
    outcome = cut(drafts, pending(drafts), at=AT, actor="owner")
    assert len(outcome.released) == 2, outcome.report
    return drafts


@pytest.fixture
def release_next(released: Workspace) -> Callable[[str], Workspace]:
    """Return a function that releases the schema again under another version."""

    def release(version: str) -> Workspace:
        file = released.schema_file("sentiment")
        text = SCHEMA.replace("1.0.0", version).replace(
            "schemactl: 1\n", f"schemactl: 1\ntitle: Feelings, {version}\n"
        )
        file.write_text(text, newline="\n")
        outcome = cut(released, pending(released), at=AT, actor="owner")
        assert outcome.released, outcome.report
        return released

    return release


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Return a PostgreSQL server with a database `ready` that has the tables."""
    with running() as found:
        found.drop("ready")
        url = found.create("ready")
        open_store(Workspace(Path("nowhere")), url).close()
        yield found
        found.drop("ready")


_NUMBERS = count(1)


@pytest.fixture
def postgresql(server: Server) -> Iterator[str]:
    """Return the url of an empty registry in PostgreSQL."""
    name = f"registry_{next(_NUMBERS)}"
    server.drop(name)
    yield server.create(name, template="ready")
    server.drop(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the url of an empty registry of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path.as_posix()}/registry/registry.db"
    found: str = request.getfixturevalue("postgresql")
    return found


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Return an empty store of each kind."""
    made: Store = MemoryStore()
    if request.param == "sqlite":
        made = open_store(Workspace(tmp_path), None)
    elif request.param == "postgresql":
        made = open_store(Workspace(tmp_path), request.getfixturevalue("postgresql"))
    yield made
    made.close()
