"""Proofs: that an entry stands in the ledger that a checkpoint names, for readers without it."""

from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from schemactl.errors import SchemactlError
from schemactl.model.address import Ref
from schemactl.model.lineage import Checkpoint, SealedEntry
from schemactl.model.release import CANONICAL_FORM
from schemactl.registry.journal import checkpoint_numbers, write_whole
from schemactl.registry.ledger import ADVICE, LedgerAltered
from schemactl.registry.lineage import find_ref
from schemactl.registry.merkle import as_digest, consistency_path, inclusion_path
from schemactl.registry.store import Store
from schemactl.registry.tree import range_root
from schemactl.workspace import Workspace

FORMAT = "schemactl-proof-1"
VERIFIER = "verify.py"


class Older(NamedTuple):
    """A checkpoint that was kept elsewhere, and the path that leads on from it."""

    checkpoint: Checkpoint
    path: tuple[str, ...]


class Proof(NamedTuple):
    """An entry, the checkpoint that covers it, and the path from one to the other.

    `in_journal` tells whether the checkpoint stands in the journal, where others may have it.
    """

    sealed: SealedEntry
    checkpoint: Checkpoint
    path: tuple[str, ...]
    older: Older | None
    in_journal: bool


def prove(workspace: Workspace, store: Store, ref: Ref, held: Checkpoint | None = None) -> Proof:
    """Prove that a ref is recorded, at the last checkpoint that covers it.

    Where none covers it yet, the proof is about the ledger as it is now. With a checkpoint that
    was kept elsewhere the proof leads to that one, or on from it. Raises SchemactlError for an
    unknown ref, and LedgerAltered where the ledger is not the one of that checkpoint.
    """
    sealed = store.find(str(find_ref(workspace, store, ref)))
    head = store.head()
    if sealed is None or head is None:
        raise SchemactlError(f"{ref} is not in the registry", "register it first")
    seq = sealed.entry.seq
    if held is not None and seq <= held.seq:
        checkpoint = _same(store, held)
        return _proof(store, sealed, checkpoint, in_journal=False)
    numbers = [number for number in checkpoint_numbers(workspace) if number <= head.seq]
    in_journal = bool(numbers) and numbers[-1] >= seq
    size = numbers[-1] if in_journal else head.seq
    made = _proof(store, sealed, _checkpoint(store, size), in_journal=in_journal)
    if held is None:
        return made
    path = consistency_path(range_root(store, size), _same(store, held).seq, size)
    return made._replace(older=Older(held, tuple(map(as_digest, path))))


def _proof(store: Store, sealed: SealedEntry, checkpoint: Checkpoint, *, in_journal: bool) -> Proof:
    root = range_root(store, checkpoint.seq)
    path = inclusion_path(root, sealed.entry.seq - 1, checkpoint.seq)
    return Proof(sealed, checkpoint, tuple(map(as_digest, path)), None, in_journal)


def _checkpoint(store: Store, size: int) -> Checkpoint:
    entry = store.hash_at(size)
    if entry is None:
        raise SchemactlError(
            f"the ledger ends before entry {size}", "name a checkpoint of this ledger"
        )
    root = as_digest(range_root(store, size)(0, size))
    return Checkpoint(format=CANONICAL_FORM, seq=size, entry=entry, root=root)


def _same(store: Store, held: Checkpoint) -> Checkpoint:
    if _checkpoint(store, held.seq) != held:
        raise LedgerAltered("the ledger is not the one of the checkpoint that was given", ADVICE)
    return held


def proof_as_json(proof: Proof) -> dict[str, Any]:
    """Return a proof in the form of docs/reference/ledger.md."""
    found: dict[str, Any] = {
        "format": FORMAT,
        "ref": proof.sealed.entry.ref,
        "entry": proof.sealed.content.decode(),
        "checkpoint": _named(proof.checkpoint),
        "path": list(proof.path),
    }
    if proof.older is not None:
        kept = proof.older
        found["older"] = {"checkpoint": _named(kept.checkpoint), "path": list(kept.path)}
    return found


def _named(checkpoint: Checkpoint) -> dict[str, Any]:
    # Without the last entry's hash, which a path does not prove: the root stands for all.
    return checkpoint.model_dump(exclude={"entry"})


def write_proof(proof: Proof, folder: Path) -> list[Path]:
    """Write a proof and the program that verifies it into a folder; return the files.

    Raises SchemactlError where another proof stands there.
    """
    program = files("schemactl.registry.standalone").joinpath(VERIFIER).read_bytes()
    content = orjson.dumps(proof_as_json(proof), option=orjson.OPT_INDENT_2) + b"\n"
    target = folder / "proof.json"
    if target.exists() and target.read_bytes() != content:
        raise SchemactlError(f"{target} exists already", "name another folder with --out")
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(target, content)
    write_whole(folder / VERIFIER, program)
    return [target, folder / VERIFIER]
