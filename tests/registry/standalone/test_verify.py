"""The program that verifies alone: the published vectors, and every altered byte of a proof."""

import base64
import json
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from schemactl.model.address import Ref
from schemactl.model.lineage import Fact
from schemactl.registry.journal import head_file
from schemactl.registry.ledger import append
from schemactl.registry.opening import reading, writing
from schemactl.registry.proof import prove, write_proof
from schemactl.registry.standalone.verify import extend, include, main
from schemactl.workspace import Workspace
from tests.registry.checkpoints import checkpointed

# The vectors of the Merkle library of transparency.dev: paths that hold, and ways to break them.
VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "rfc6962.json").read_bytes())
SCHEMA = Ref("schema", "sentiment", "1.0.0")


def decoded(texts: list[str]) -> list[bytes]:
    return [base64.b64decode(text) for text in texts]


@pytest.mark.parametrize("vector", VECTORS["inclusion"], ids=lambda vector: vector["desc"])
def test_inclusion_as_published(vector: dict[str, Any]) -> None:
    leaf, root = decoded([vector["leafHash"], vector["root"]])
    path = decoded(vector["proof"])
    found = include(vector["leafIdx"], vector["treeSize"], leaf, path, root)
    assert found != vector["wantErr"]


@pytest.mark.parametrize("vector", VECTORS["consistency"], ids=lambda vector: vector["desc"])
def test_consistency_as_published(vector: dict[str, Any]) -> None:
    first, second = decoded([vector["root1"], vector["root2"]])
    path = decoded(vector["proof"])
    found = extend(vector["size1"], vector["size2"], first, second, path)
    assert found != vector["wantErr"]


def test_all_published_vectors_are_there() -> None:
    assert {kind: len(found) for kind, found in VECTORS.items()} == {
        "inclusion": 98,
        "consistency": 98,
    }


@pytest.fixture
def folder(released: Workspace, a_fact: Callable[..., Fact], tmp_path: Path) -> Path:
    """Return a folder with the proof of a release in a longer ledger, leading on from a head."""
    with writing(released) as store:
        append(store, [a_fact(f"dataset:d@{n}") for n in range(5)])
        held = checkpointed(released, store)
        append(store, [a_fact(f"dataset:e@{n}") for n in range(300)])
        checkpointed(released, store)
    with reading(released) as store:
        proof = prove(released, store, Ref("dataset", "e", "7"), held)
    assert proof.older is not None
    write_proof(proof, tmp_path / "proof")
    return tmp_path / "proof"


def alone(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the copied program where neither schemactl nor any other package can be imported."""
    return subprocess.run(
        [sys.executable, "-I", "-S", "verify.py", *arguments],
        cwd=folder,
        env={},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_proof_verifies_where_there_is_no_schemactl(folder: Path, released: Workspace) -> None:
    held = str(head_file(released, 7))
    done = alone(folder, "proof.json", "--checkpoint", held)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("the proof holds: dataset:e@7 is entry 15 of 307\nroot sha256:")
    assert "the checkpoint is the one that you hold" in done.stdout
    probe = [sys.executable, "-I", "-S", "-c", "import schemactl"]
    assert subprocess.run(probe, capture_output=True, check=False, cwd=folder).returncode


def test_without_a_checkpoint_it_says_what_is_not_known(folder: Path) -> None:
    assert "whether the checkpoint is genuine is not known" in alone(folder, "proof.json").stdout


def test_another_checkpoint_than_the_one_held_is_wrong(
    folder: Path, released: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(folder / "proof.json"), "--checkpoint", str(head_file(released, 2))]) == 1
    assert "not about the checkpoint that you hold" in capsys.readouterr().out


def test_every_altered_byte_of_a_proof_is_refused(folder: Path, released: Workspace) -> None:
    path, held = folder / "proof.json", str(head_file(released, 7))
    whole = path.read_bytes()
    chance = random.Random(7)
    places = [*range(0, len(whole), 13), *(chance.randrange(len(whole)) for _ in range(200))]
    for place in places:
        changed = bytearray(whole)
        changed[place] ^= 1 << chance.randrange(7)
        path.write_bytes(bytes(changed))
        if json_or_none(bytes(changed)) != json.loads(whole):
            assert main([str(path), "--checkpoint", held]) != 0, f"byte {place}"


def json_or_none(content: bytes) -> Any:
    try:
        return json.loads(content)
    except ValueError:
        return None


STRANGE = [
    b"",
    b"[]",
    b"{}",
    b"null",
    b"[" * 9999,
    b'{"format":"schemactl-proof-1"}',
    b"\xff",
    b"1",
]


@pytest.mark.parametrize("content", STRANGE)
def test_what_is_no_proof_is_not_verified(
    tmp_path: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "proof.json").write_bytes(content)
    assert main([str(tmp_path / "proof.json")]) == 2
    assert capsys.readouterr().out.startswith("cannot verify: ")


@pytest.mark.parametrize("key", ["entry", "path", "checkpoint", "older", "ref", "format"])
@pytest.mark.parametrize("value", [None, 1, [], {}, "x", ["x"], {"path": [], "checkpoint": {}}])
def test_a_part_of_another_kind_is_never_accepted(folder: Path, key: str, value: Any) -> None:
    path = folder / "proof.json"
    proof = json.loads(path.read_bytes())
    if key == "older" and value is None:
        value = {}
    path.write_text(json.dumps({**proof, key: value}))
    assert main([str(path)]) in (1, 2)


@pytest.fixture
def release_proof(released: Workspace, tmp_path: Path) -> Path:
    """Return the file of the proof of a release."""
    with reading(released) as store:
        write_proof(prove(released, store, SCHEMA), tmp_path / "proof")
    return tmp_path / "proof" / "proof.json"


def test_a_release_is_verified_against_its_entry(
    release_proof: Path, released: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = released.release_folder(*SCHEMA)
    assert main([str(release_proof), "--release", str(folder)]) == 0
    assert "the release holds: 1 files" in capsys.readouterr().out
    other = released.release_folder("guideline", "sentiment", "1.0.0")
    assert main([str(release_proof), "--release", str(other)]) == 1
    (folder / "stray.txt").write_text("x")
    assert main([str(release_proof), "--release", str(folder)]) == 1
    (folder / "stray.txt").unlink()
    text = (folder / "schema.json").read_bytes()
    (folder / "schema.json").write_bytes(text.replace(b"pleased", b"content"))
    assert main([str(release_proof), "--release", str(folder)]) == 1
    (folder / "schema.json").unlink()
    assert main([str(release_proof), "--release", str(folder)]) == 1


def test_a_journal_is_verified_as_a_whole(folder: Path, released: Workspace) -> None:
    journal, held = str(released.journal), str(head_file(released, 7))
    done = alone(folder, "--journal", journal, "--checkpoint", held)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("the journal holds: 307 entries")


def test_every_altered_byte_of_a_journal_is_found(released: Workspace) -> None:
    for path in sorted(released.journal.iterdir()):
        content = path.read_bytes()
        for place in range(0, len(content), 7):
            changed = content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
            path.write_bytes(changed)
            assert main(["--journal", str(released.journal)]) != 0, f"byte {place} of {path.name}"
        path.write_bytes(content)
    assert main(["--journal", str(released.journal)]) == 0


def test_a_journal_without_the_checkpoint_that_is_held_is_wrong(
    folder: Path, released: Workspace, tmp_path: Path
) -> None:
    parked = tmp_path / "held.json"
    head_file(released, 307).rename(parked)
    assert main(["--journal", str(released.journal), "--checkpoint", str(parked)]) == 1
    assert folder.is_dir()


def test_nothing_named_is_nothing_verified() -> None:
    assert main([]) == 2
