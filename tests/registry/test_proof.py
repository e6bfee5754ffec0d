"""Proofs: about the last checkpoint, leading to one that is held, and only for what is there."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from schemactl.errors import SchemactlError
from schemactl.model.address import Ref, parse_ref
from schemactl.model.lineage import Checkpoint, Fact
from schemactl.registry.ledger import LedgerAltered, append
from schemactl.registry.opening import reading, writing
from schemactl.registry.proof import Proof, proof_as_json, prove, write_proof
from schemactl.registry.standalone.verify import verify_proof
from schemactl.workspace import Workspace
from tests.registry.checkpoints import checkpointed

FactBuilder = Callable[..., Fact]


def proven(workspace: Workspace, ref: str, held: Checkpoint | None = None) -> Proof:
    """Prove a ref; the proof verifies by itself."""
    with reading(workspace) as store:
        proof = prove(workspace, store, parse_ref(ref), held)
    entry = verify_proof(proof_as_json(proof), held.model_dump() if held else None)
    assert entry["ref"] == proof.sealed.entry.ref
    return proof


@pytest.fixture
def heads(released: Workspace, a_fact: FactBuilder) -> list[Checkpoint]:
    """Return the checkpoints at entries 3, 300 and 600 of a ledger of 601."""
    made = []
    with writing(released) as store:
        for name, count in [("a", 1), ("b", 297), ("c", 300)]:
            append(store, [a_fact(f"dataset:{name}@{n}") for n in range(count)])
            made.append(checkpointed(released, store))
        append(store, [a_fact("dataset:new@1")])
    return made


@pytest.mark.parametrize("ref", ["schema:sentiment@1.0.0", "dataset:a@0", "dataset:c@299"])
def test_a_proof_is_about_the_last_checkpoint(
    released: Workspace, heads: list[Checkpoint], ref: str
) -> None:
    proof = proven(released, ref)
    assert proof.checkpoint == heads[-1]
    assert proof.in_journal


def test_what_no_checkpoint_covers_is_proven_in_the_ledger_as_it_is(
    released: Workspace, heads: list[Checkpoint]
) -> None:
    proof = proven(released, "dataset:new@latest")
    assert proof.checkpoint.seq == heads[-1].seq + 1
    assert not proof.in_journal


@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize("ref", ["schema:sentiment@1.0.0", "dataset:b@200", "dataset:new@1"])
def test_a_proof_leads_to_a_checkpoint_that_is_held_or_on_from_it(
    released: Workspace, heads: list[Checkpoint], place: int, ref: str
) -> None:
    held = heads[place]
    proof = proven(released, ref, held)
    if proof.sealed.entry.seq <= held.seq:
        assert proof.checkpoint == held
        assert proof.older is None
    else:
        assert proof.older is not None
        assert proof.older.checkpoint == held


@pytest.mark.parametrize("field", ["root", "entry"])
def test_the_checkpoint_of_another_ledger_is_refused(
    released: Workspace, heads: list[Checkpoint], field: str
) -> None:
    other = heads[1].model_copy(update={field: f"sha256:{'0' * 64}"})
    for ref in ("dataset:a@0", "dataset:new@1"):
        with pytest.raises(LedgerAltered, match="not the one of the checkpoint"):
            proven(released, ref, other)


def test_the_checkpoint_of_a_longer_ledger_is_refused(
    released: Workspace, heads: list[Checkpoint]
) -> None:
    longer = heads[-1].model_copy(update={"seq": 9999})
    with pytest.raises(SchemactlError, match="ends before entry 9999"):
        proven(released, "dataset:a@0", longer)


def test_what_is_not_recorded_cannot_be_proven(released: Workspace) -> None:
    with pytest.raises(SchemactlError, match="not in the registry"):
        proven(released, "model:router@1")


def test_a_proof_is_written_beside_its_program_and_never_over_another(
    released: Workspace, tmp_path: Path
) -> None:
    folder = tmp_path / "out" / "proof"
    proof = proven(released, "schema:sentiment@1.0.0")
    for _ in range(2):
        assert [path.name for path in write_proof(proof, folder)] == ["proof.json", "verify.py"]
    assert json.loads((folder / "proof.json").read_bytes()) == proof_as_json(proof)
    with reading(released) as store:
        other = prove(released, store, Ref("guideline", "sentiment", "1.0.0"))
    with pytest.raises(SchemactlError, match="exists already"):
        write_proof(other, folder)
