"""Bundle: the folder of an audit, with page, data, releases, proofs and what verifies them."""

import hashlib
import shutil
import tempfile
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import orjson

from schemactl.audit.audit_facts import facts, proof_path, release_path
from schemactl.audit.audit_page import page
from schemactl.audit.dossier import Dossier
from schemactl.errors import SchemactlError
from schemactl.model.release import Release
from schemactl.registry.proof import VERIFIER, proof_as_json
from schemactl.releases.canonical import canonical_bytes
from schemactl.releases.folder import MANIFEST

SUMS = "SHA256SUMS"


def bundle(dossier: Dossier) -> dict[str, bytes]:
    """Return the files of an audit by path; equal dossiers make equal bytes."""
    found = {
        "index.html": page(dossier).encode(),
        "audit.json": _json(facts(dossier)),
        "checkpoint.json": canonical_bytes(dossier.checkpoint.model_dump()),
        VERIFIER: _program("schemactl.registry.standalone", VERIFIER),
        "verify_audit.py": _program("schemactl.audit.standalone", "verify_audit.py"),
    }
    for proof in dossier.proofs.values():
        found[proof_path(proof.sealed.entry.seq)] = _json(proof_as_json(proof))
    for release in dossier.releases:
        found |= _release(release)
    sums = (f"{hashlib.sha256(found[path]).hexdigest()}  {path}\n" for path in sorted(found))
    return found | {SUMS: "".join(sums).encode()}


def _json(value: dict[str, Any]) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_INDENT_2) + b"\n"


def _program(package: str, name: str) -> bytes:
    return files(package).joinpath(name).read_bytes()


def _release(release: Release) -> dict[str, bytes]:
    """Return the released files; the working files beside them are no part of the release."""
    manifest = (release.folder / MANIFEST).read_bytes()
    paths = [one["path"] for one in orjson.loads(manifest)["files"]]
    target = release_path(release.ref)
    found = {f"{target}/{path}": (release.folder / path).read_bytes() for path in paths}
    return {f"{target}/{MANIFEST}": manifest, **found}


def write_bundle(content: Mapping[str, bytes], folder: Path, *, force: bool = False) -> None:
    """Write an audit into a folder that appears whole; an equal one is left as it is.

    Raises SchemactlError where something else stands there.
    """
    if folder.is_dir() and _content_of(folder) == content:
        return
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        _refuse(folder, force=force)
    folder.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        for path, data in content.items():
            target = work / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        work.chmod(0o755)
        if folder.exists():
            shutil.rmtree(folder)
        work.rename(folder)
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        raise


def _refuse(folder: Path, *, force: bool) -> None:
    # What is deleted must be an audit, whatever was asked for.
    if not (folder / SUMS).is_file() or not (folder / "audit.json").is_file():
        raise SchemactlError(f"{folder} holds something else", "name another folder with --out")
    if not force:
        raise SchemactlError(
            f"{folder} holds another audit", "name another folder, or replace it with --force"
        )


def _content_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
