"""Downstream: what a version is behind, and not what another version is behind."""

from collections.abc import Callable

from schemactl.model.address import Ref, parse_ref
from schemactl.model.lineage import Alias, Batch, Deployment, Fact, ModelVersion, Pin
from schemactl.registry.downstream import Downstream, downstream
from schemactl.registry.ledger import append
from schemactl.registry.opening import reading, writing
from schemactl.workspace import Workspace

FactBuilder = Callable[..., Fact]


def below(workspace: Workspace, ref: str) -> Downstream:
    """Ask what depends on a ref."""
    with reading(workspace) as store:
        return downstream(workspace, store, parse_ref(ref))


def test_everything_that_depends_on_a_version_is_listed_by_kind(
    release_next: Callable[[str], Workspace], a_fact: FactBuilder
) -> None:
    workspace = release_next("1.1.0")
    with writing(workspace) as store:
        pins = {}
        for version in ("1.0.0", "1.1.0"):
            sealed = store.find(f"schema:sentiment@{version}")
            assert sealed is not None
            digest = str(sealed.entry.content["digest"])
            pins[version] = Pin(ref=sealed.entry.ref, digest=digest)
        old = {"labeled_under": pins["1.0.0"], "part_of": (Pin(ref="batch:b@1"),)}
        facts = [a_fact("dataset:old@1"), a_fact("dataset:new@1")]
        model = ModelVersion(trained_on=(Pin(ref="dataset:old@1", digest=f"sha256:{'1' * 64}"),))
        deployed = Deployment(
            deployed_as=Pin(ref="model:m@1"), purpose="production", to="x", since="2026-01-01"
        )
        append(
            store,
            [
                Fact(Ref("batch", "b", "1"), Batch(labeled_under=pins["1.0.0"])),
                facts[0]._replace(content=facts[0].content.model_copy(update=old)),
                facts[1]._replace(
                    content=facts[1].content.model_copy(update={"labeled_under": pins["1.1.0"]})
                ),
                Fact(Ref("model", "m", "1"), model),
                Fact(Ref("deployment", "d", "1"), deployed),
                Fact(Ref("alias", "model:m:live", "1"), Alias(points_to=Pin(ref="model:m@1"))),
            ],
        )
    found = below(workspace, "schema:sentiment@1.0.0")
    groups = (found.batches, found.datasets, found.models, found.deployments)
    assert [[node.ref for node in nodes] for nodes in groups] == [
        ["batch:b@1"],
        ["dataset:old@1"],
        ["model:m@1"],
        ["deployment:d@1"],
    ]
    assert not found.complete
    later = below(workspace, "schema:sentiment@1.1.0")
    assert [node.ref for node in later.datasets] == ["dataset:new@1"]
    alone = below(workspace, "model:m@live")
    assert (alone.models, len(alone.deployments), alone.complete) == ((), 1, True)
