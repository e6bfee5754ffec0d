"""Verify the folder of an audit with nothing but Python: its files, entries and releases.

python verify_audit.py [FOLDER] [--checkpoint FILE]

Each proof is verified by verify.py, which stands beside this program.
Exit codes: 0 it holds, 1 it does not, 2 something cannot be read.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

SUMS = "SHA256SUMS"
LINE = re.compile(r"([0-9a-f]{64})  ([A-Za-z0-9._/~+-]+)")


class Wrong(Exception):
    """What was claimed does not hold."""


class Unreadable(Exception):
    """A file is not what it should be."""


def read(path: Path) -> dict[str, Any]:
    """Read a file of JSON."""
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        raise Unreadable(f"{path}: {error}") from None
    if not isinstance(found, dict):
        raise Unreadable(f"{path}: no JSON object")
    return found


def verify_files(folder: Path) -> int:
    """Compare every file with its sum, and look for files without one."""
    lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
    listed = {SUMS}
    for line in lines:
        match = LINE.fullmatch(line)
        if match is None or ".." in match[2].split("/"):
            raise Unreadable(f"{SUMS}: {line[:100]!r}")
        path = folder / match[2]
        if not path.is_file():
            raise Wrong(f"{match[2]} is missing")
        if hashlib.sha256(path.read_bytes()).hexdigest() != match[1]:
            raise Wrong(f"{match[2]} was altered")
        listed.add(match[2])
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in listed:
            raise Wrong(f"{name} does not belong to the audit")
    return len(lines)


def verify_entries(folder: Path, told: dict[str, Any]) -> int:
    """Verify the proof of each entry that the report tells of, and that it tells the same."""
    checkpoint = read(folder / "checkpoint.json")
    if told["checkpoint"] != checkpoint:
        raise Wrong("audit.json is about another checkpoint than checkpoint.json")
    releases = {one["ref"]: one["path"] for one in told["releases"]}
    for ref, entry in told["entries"].items():
        path = folder / "proofs" / f"{entry['seq']:012}.json"
        proven = json.loads(read(path)["entry"])
        said = {key: value for key, value in entry.items() if value not in (None, [])}
        if said != proven or proven["ref"] != ref:
            raise Wrong(f"audit.json says something else of {ref} than its entry")
        release = ["--release", folder / releases[ref]] if ref in releases else []
        run_verifier(folder, [path, "--checkpoint", folder / "checkpoint.json", *release])
    return len(told["entries"])


def run_verifier(folder: Path, arguments: list[Any]) -> None:
    """Let verify.py verify one proof."""
    command = [sys.executable, "-I", "-S", folder / "verify.py", *arguments]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
    if done.returncode:
        raise (Wrong if done.returncode == 1 else Unreadable)(done.stdout.strip() or done.stderr)


def run(folder: Path, held: Path | None) -> str:
    """Verify everything and return what holds."""
    files = verify_files(folder)
    told = read(folder / "audit.json")
    entries = verify_entries(folder, told)
    root, seq = told["checkpoint"]["root"], told["checkpoint"]["seq"]
    trust = "whether this root is genuine is not known: compare it with a checkpoint kept elsewhere"
    if held is not None:
        kept = read(held)
        if (kept.get("seq"), kept.get("root")) != (seq, root):
            raise Wrong(
                f"the audit is about entry {seq}, and the checkpoint that you hold is not; "
                "ask for an audit --at its entry"
            )
        trust = "the root is that of the checkpoint that you hold"
    return (
        f"the audit holds: {files} files and {entries} entries\n"
        f"{told['ref']}, ledger up to entry {seq}, root {root}\n{trust}"
    )


def main(given: list[str] | None = None) -> int:
    """Verify what the command line names; print what holds or what does not."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).parent)
    parser.add_argument("--checkpoint", type=Path, help="a checkpoint that was kept elsewhere")
    arguments = parser.parse_args(given)
    try:
        sys.stdout.write(run(arguments.folder, arguments.checkpoint) + "\n")
    except Wrong as error:
        sys.stdout.write(f"WRONG: {error}\n")
        return 1
    except (Unreadable, OSError, ValueError, RecursionError) as error:
        sys.stdout.write(f"cannot verify: {error}\n")
        return 2
    except (KeyError, TypeError, AttributeError) as error:
        sys.stdout.write(f"cannot verify: a file lacks what it should hold ({error})\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
