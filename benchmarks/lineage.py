"""A ledger of 120,000 entries with 310,000 steps of lineage: invented, the same at every run.

Families of 200 datasets, each derived from one or two before it in its family; each names the
batch that it was labeled in; models learn from one dataset, two, or, one in fifty, thirty.
"""

import hashlib
import random
from collections.abc import Iterator
from itertools import islice

from schemactl.model.address import Ref
from schemactl.model.lineage import (
    Batch,
    DatasetDigests,
    DatasetVersion,
    Fact,
    ModelVersion,
    Pin,
)
from schemactl.registry.cut import cut, pending
from schemactl.registry.ledger import append
from schemactl.registry.opening import writing
from schemactl.workspace import Workspace

AT_ONCE = 10_000
_FAMILY = 200
_TWO_PARENTS = 0.2
_MANY = 30


def fill(workspace: Workspace, nodes: int) -> int:
    """Release the schema and record so many things; return how many of them are models."""
    schema = release_schema(workspace)
    models = nodes // 6
    found = facts(schema, nodes)
    with writing(workspace) as store:
        while some := list(islice(found, AT_ONCE)):
            append(store, some)
    return models


def release_schema(workspace: Workspace) -> Pin:
    """Release the one schema of a repository and pin it."""
    cut(workspace, pending(workspace), at="2026-01-01T00:00:00Z")
    with writing(workspace) as store:
        release = store.find("schema:large@1.0.0")
    if release is None:
        raise SystemExit("the schema was not released")
    return Pin(ref="schema:large@1.0.0", digest=release.entry.content["digest"])


def facts(schema: Pin, nodes: int) -> Iterator[Fact]:
    """Yield batches, datasets and models: one to four to one."""
    invent = random.Random(7)
    batches = models = nodes // 6
    datasets = nodes - batches - models
    for number in range(batches):
        batch = Batch(labeled_under=schema, since="2026-01-02", tool="doccano")
        yield Fact(Ref("batch", f"b-{number}", "1"), batch)
    for number in range(datasets):
        yield _dataset(number, schema, f"batch:b-{invent.randrange(batches)}@1", invent)
    for number in range(models):
        many = _MANY if number % 50 == 0 else 1 + number % 2
        learned = invent.sample(range(datasets), min(many, datasets))
        model = ModelVersion(trained_on=tuple(_pin(one) for one in learned))
        yield Fact(model_ref(number), model)


def model_ref(number: int) -> Ref:
    """Return the ref of a model by its number."""
    return Ref("model", f"m-{number}", "1")


def _dataset(number: int, schema: Pin, batch: str, invent: random.Random) -> Fact:
    before = min(number % _FAMILY, 3)
    wanted = 1 + (invent.random() < _TWO_PARENTS)
    parents = sorted(invent.sample(range(1, before + 1), min(wanted, before)))
    digests = [_digest(f"{number} {part}") for part in ("bytes", "rows", "labels")]
    content = DatasetVersion(
        digests=DatasetDigests(bytes=digests[0], rows=digests[1], labels=digests[2]),
        records=1,
        items=1,
        annotations=1,
        labels={"large": {"label-1": 1}},
        labeled_under=schema,
        derived_from=tuple(_pin(number - back) for back in parents),
        part_of=(Pin(ref=batch),),
    )
    return Fact(Ref("dataset", f"d-{number}", "1"), content)


def _pin(number: int) -> Pin:
    return Pin(ref=f"dataset:d-{number}@1", digest=_digest(f"{number} rows"))


def _digest(text: str) -> str:
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
