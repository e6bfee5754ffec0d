"""Verify a proof, a release or a whole journal of schemactl with nothing but Python.

python verify.py PROOF.json [--checkpoint FILE] [--release FOLDER]
python verify.py --journal FOLDER [--checkpoint FILE]

Written from docs/reference/ledger.md and RFC 6962 alone; it shares no code with schemactl.
Exit codes: 0 it holds, 1 it does not, 2 something cannot be read.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FORMAT = "schemactl-proof-1"
CANONICAL = "schemactl-c14n-1"
SIZE = 32
Json = dict[str, Any]


class Wrong(Exception):
    """What was claimed does not hold."""


class Unreadable(Exception):
    """A file is not what it should be."""


def leaf_hash(content: bytes) -> bytes:
    """Hash one entry (RFC 6962, section 2.1)."""
    return hashlib.sha256(b"\x00" + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash an inner node (RFC 6962, section 2.1)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def include(leaf: int, size: int, found: bytes, path: list[bytes], root: bytes) -> bool:
    """Tell whether a leaf's hash stands at a place, from 0, in the tree of that size and root."""
    if not 0 <= leaf < size or any(len(one) != SIZE for one in [found, root, *path]):
        return False
    place, last = leaf, size - 1
    for one in path:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = node_hash(one, found)
            while not place & 1 and place:
                place >>= 1
                last >>= 1
        else:
            found = node_hash(found, one)
        place >>= 1
        last >>= 1
    return last == 0 and found == root


def extend(old: int, size: int, first: bytes, second: bytes, path: list[bytes]) -> bool:
    """Tell whether the tree of the second root and size only grew from the first."""
    if old == size:
        return first == second and not path
    if not 0 < old < size or not path or any(len(one) != SIZE for one in [first, second, *path]):
        return False
    place, last = old - 1, size - 1
    while place & 1:
        place >>= 1
        last >>= 1
    # Where the old tree is complete, its root is not repeated in the path.
    steps = path if place else [first, *path]
    before = after = steps[0]
    for one in steps[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            before, after = node_hash(one, before), node_hash(one, after)
            while not place & 1 and place:
                place >>= 1
                last >>= 1
        else:
            after = node_hash(after, one)
        place >>= 1
        last >>= 1
    return last == 0 and before == first and after == second


class Tree:
    """A tree that grows leaf by leaf (RFC 6962, section 2.1)."""

    def __init__(self) -> None:
        """Start empty."""
        self.complete: list[tuple[int, bytes]] = []

    def add(self, content: bytes) -> None:
        """Append an entry: two complete trees of one size become one."""
        size, root = 1, leaf_hash(content)
        while self.complete and self.complete[-1][0] == size:
            root = node_hash(self.complete.pop()[1], root)
            size *= 2
        self.complete.append((size, root))

    def root(self) -> bytes:
        """Return the root: smaller trees stand to the right of larger ones."""
        roots = [root for _, root in self.complete]
        if not roots:
            return hashlib.sha256(b"").digest()
        while len(roots) > 1:
            right = roots.pop()
            roots[-1] = node_hash(roots[-1], right)
        return roots[0]


def digest(content: bytes) -> str:
    """Write the sha256 of bytes as files and entries do."""
    return "sha256:" + hashlib.sha256(content).hexdigest()


def as_bytes(text: Any) -> bytes:
    """Read a digest."""
    if not isinstance(text, str) or not re.fullmatch("sha256:[0-9a-f]{64}", text):
        raise Unreadable(f"{text!r} is no digest")
    return bytes.fromhex(text[len("sha256:") :])


def read(path: Path) -> Json:
    """Read a file of JSON."""
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        raise Unreadable(f"{path}: {error}") from None
    if not isinstance(found, dict):
        raise Unreadable(f"{path}: no JSON object")
    return found


def size_of(checkpoint: Any) -> int:
    """Return how many entries a checkpoint covers."""
    if not isinstance(checkpoint, dict) or checkpoint.get("format") != CANONICAL:
        raise Unreadable(f"a checkpoint has the format {CANONICAL}")
    size = checkpoint.get("seq")
    if not isinstance(size, int) or size < 1:
        raise Unreadable("a checkpoint has a number")
    return size


def parse(content: bytes) -> Json:
    """Read one entry."""
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        raise Wrong("an entry is no JSON") from None
    if not isinstance(found, dict):
        raise Wrong("an entry is no JSON object")
    return found


def verify_proof(proof: Json, held: Json | None) -> Json:
    """Verify a proof and return its entry."""
    if proof.get("format") != FORMAT:
        raise Unreadable(f"the proof has the format {proof.get('format')!r}, not {FORMAT}")
    try:
        content = proof["entry"].encode()
        path = [as_bytes(one) for one in proof["path"]]
        checkpoint = proof["checkpoint"]
    except (AttributeError, KeyError, TypeError, UnicodeError):
        raise Unreadable("the proof lacks an entry, a path or a checkpoint") from None
    entry, size = parse(content), size_of(checkpoint)
    seq = entry.get("seq")
    if entry.get("ref") != proof.get("ref") or not isinstance(seq, int):
        raise Wrong(f"the entry is not about {proof.get('ref')}")
    if not include(seq - 1, size, leaf_hash(content), path, as_bytes(checkpoint.get("root"))):
        raise Wrong(f"entry {seq} is not in the ledger that the checkpoint names")
    known = [(size, checkpoint.get("root"))]
    if proof.get("older") is not None:
        known.append(verify_growth(proof["older"], checkpoint))
    if held is not None and (size_of(held), held.get("root")) not in known:
        raise Wrong("the proof is not about the checkpoint that you hold")
    return entry


def verify_growth(older: Any, checkpoint: Json) -> tuple[int, Any]:
    """Verify that a ledger only grew from an older one, whose size and root are returned."""
    try:
        first, path = older["checkpoint"], [as_bytes(one) for one in older["path"]]
    except (KeyError, TypeError):
        raise Unreadable("the older checkpoint lacks its path") from None
    roots = as_bytes(first.get("root")), as_bytes(checkpoint.get("root"))
    if not extend(size_of(first), size_of(checkpoint), *roots, path):
        raise Wrong("the ledger did not only grow from the older checkpoint")
    return size_of(first), first.get("root")


def verify_release(entry: Json, folder: Path) -> int:
    """Verify a release folder against its entry and return how many files it has."""
    manifest = folder / "manifest.json"
    said = read(manifest)
    if digest(manifest.read_bytes()) != (entry.get("content") or {}).get("digest"):
        raise Wrong(f"{folder} is not the release that was recorded")
    if said.get("ref") != entry.get("ref"):
        raise Wrong(f"{folder} is the release {said.get('ref')}")
    listed = {"manifest.json"}
    for file in said["files"]:
        listed.add(file["path"])
        path = folder / file["path"]
        if path.resolve() != folder.resolve() / file["path"] or not path.is_file():
            raise Wrong(f"{path} is missing")
        if digest(path.read_bytes()) != "sha256:" + file["sha256"]:
            raise Wrong(f"{path} was altered")
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        # The working files stand beside the release for people, and are no part of it.
        if path.is_file() and name not in listed and not name.startswith("source/"):
            raise Wrong(f"{path} does not belong to the release")
    return len(listed) - 1


def pages(journal: Path) -> Iterator[tuple[str, Json, list[bytes]]]:
    """Yield the checkpoints of a journal by number, each with the bytes of its entries."""
    for path in sorted(journal.glob("[0-9]" * 12 + ".json")):
        try:
            lines = path.with_suffix(".jsonl").read_bytes().splitlines(keepends=True)
        except OSError as error:
            raise Wrong(f"{path.with_suffix('.jsonl')}: {error.strerror}") from None
        yield path.name, read(path), lines


def verify_journal(journal: Path, held: Json | None) -> int:
    """Verify chain and roots of a journal and return the number of its entries."""
    tree, count, previous, is_known = Tree(), 0, None, False
    for name, checkpoint, lines in pages(journal):
        for content in lines:
            entry, count = parse(content), count + 1
            if entry.get("seq") != count or entry.get("previous") != previous:
                raise Wrong(f"{name}: entry {count} does not follow the one before it")
            tree.add(content)
            previous = digest(content)
        if (size_of(checkpoint), checkpoint.get("entry")) != (count, previous):
            raise Wrong(f"{name}: its entries do not lead to its head")
        if as_bytes(checkpoint.get("root")) != tree.root():
            raise Wrong(f"{name}: the root over its entries differs")
        is_known = is_known or checkpoint == held
    if held is not None and not is_known:
        raise Wrong("the journal does not hold the checkpoint that you hold")
    return count


def run(arguments: argparse.Namespace) -> str:
    """Verify what was asked for and return what holds."""
    held = read(arguments.checkpoint) if arguments.checkpoint else None
    trust = (
        "the checkpoint is the one that you hold"
        if held
        else "whether the checkpoint is genuine is not known: compare it with one kept elsewhere"
    )
    if arguments.journal:
        count = verify_journal(arguments.journal, held)
        return f"the journal holds: {count} entries, chain and roots agree\n{trust}"
    if arguments.proof is None:
        raise Unreadable("name a proof, or a journal with --journal")
    proof = read(arguments.proof)
    entry = verify_proof(proof, held)
    lines = [
        f"the proof holds: {entry['ref']} is entry {entry['seq']} of {proof['checkpoint']['seq']}",
        f"root {proof['checkpoint']['root']}",
    ]
    if arguments.release:
        count = verify_release(entry, arguments.release)
        lines.append(f"the release holds: {count} files are as they were recorded")
    return "\n".join([*lines, trust])


def main(given: list[str] | None = None) -> int:
    """Verify what the command line names; print what holds or what does not."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("proof", nargs="?", type=Path, help="a file of `registry prove`")
    parser.add_argument("--checkpoint", type=Path, help="a checkpoint that was kept elsewhere")
    parser.add_argument("--release", type=Path, help="the folder of the release that was proven")
    parser.add_argument("--journal", type=Path, help="registry/journal, to verify all of it")
    try:
        sys.stdout.write(run(parser.parse_args(given)) + "\n")
    except Wrong as error:
        sys.stdout.write(f"WRONG: {error}\n")
        return 1
    except (Unreadable, OSError, KeyError, TypeError, AttributeError) as error:
        sys.stdout.write(f"cannot verify: {error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
