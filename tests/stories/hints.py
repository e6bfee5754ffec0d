"""Doing what a hint says, to the letter, as a person would who has only the report."""

import re
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from schemactl.model.migration import UNDECIDED
from schemactl.model.version import raised

Found = dict[str, Any]

# What a person would write for CHOOSE, by the key in front of it.
_DECISIONS = {
    "effect": "clarify",
    "otherwise": "{use: other}",
    "because": "The team decided so.",
    "by": "ada@example.com",
}
_SCHEMA = "schemas/tickets/schema.yaml"
_CODE = re.compile(r"`([^`]+)`")


class Repair(NamedTuple):
    """A hint that is understood: what it looks like, and what is done then."""

    pattern: re.Pattern[str]
    act: Callable[[Path, Found, re.Match[str]], None]


def follow(root: Path, found: Found) -> None:
    """Do what the hint of a finding says. Fails where no person could tell what to do."""
    for repair in _REPAIRS:
        match = repair.pattern.search(found["hint"])
        if match:
            repair.act(root, found, match)
            return
    raise AssertionError(f"nobody can follow this hint: {found['hint']}")


def git(root: Path, *arguments: str) -> None:
    """Run git without the settings of the person who runs the tests."""
    identity = ["-c", "user.name=Tests", "-c", "user.email=tests@example.com"]
    alone = ["-c", "core.autocrlf=false", "-c", "core.hooksPath=none"]
    done = subprocess.run(
        ["git", *identity, *alone, *arguments], cwd=root, capture_output=True, check=False
    )
    assert done.returncode == 0, (arguments, done.stderr)


def decided(lines: str) -> str:
    """Fill in what only a person can decide."""
    text = re.sub(r"[ \t]+# .*", "", lines)
    text = re.sub(rf" +labels:\n +- {UNDECIDED}\n", "", text)
    text = re.sub(rf"review:\n +- {UNDECIDED}", "review: [other]", text)
    for key, decision in _DECISIONS.items():
        text = text.replace(f"{key}: {UNDECIDED}", f"{key}: {decision}")
    return text


def _run(root: Path, _found: Found, match: re.Match[str]) -> None:
    for command in _CODE.findall(match.string):
        name, *arguments = shlex.split(command)
        if name == "git":
            git(root, *arguments)


def _keep_line_ends(root: Path, found: Found, match: re.Match[str]) -> None:
    path = root / ".gitattributes"
    path.write_text(f"{path.read_text()}{match[1]}\n")
    _run(root, found, match)


def _raise_version(root: Path, found: Found, match: re.Match[str]) -> None:
    version = match[2] if match[1] == "to" else raised(match[2], "patch")
    set_version(root / found["file"], version)


def set_version(path: Path, version: str) -> None:
    """Write the version of a draft, and of the migration that leads to it."""
    text = path.read_text()
    was = re.search(r"^version: (\S+)$", text, re.MULTILINE)
    assert was
    path.write_text(text.replace(was[0], f"version: {version}", 1))
    migration = path.parent / "migrations" / f"{was[1]}.yaml"
    released = path.parents[2] / "registry" / "schemas" / path.parent.name / was[1]
    if migration.exists() and not released.exists():
        said = migration.read_text().replace(f"version: {was[1]}}}", f"version: {version}}}")
        migration.with_name(f"{version}.yaml").write_text(said)
        migration.unlink()


def _add(root: Path, _found: Found, match: re.Match[str]) -> None:
    path, key, lines = root / match[1], match[2], decided(match[3])
    text = path.read_text() if path.exists() else _new_migration(path)
    if f"\n{key}:\n" not in text:
        text = re.sub(rf"^{key}: \[\]\n", "", text, flags=re.MULTILINE) + f"{key}:\n"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text.replace(f"\n{key}:\n", f"\n{key}:\n{lines}\n"))


def _new_migration(path: Path) -> str:
    name = path.parents[1].name
    version = re.search(
        r"^version: (\S+)$", (path.parents[1] / "schema.yaml").read_text(), re.MULTILINE
    )
    assert version
    return (
        f"schemactl: 1\nfrom: {{schema: {name}, version: 2.0.0}}\n"
        f"to: {{schema: {name}, version: {version[1]}}}\nsteps:\n"
    )


def _add_whole_key(root: Path, _found: Found, match: re.Match[str]) -> None:
    path = root / match[1]
    path.write_text(f"{path.read_text()}{decided(match[2])}\n")


def _write(root: Path, _found: Found, match: re.Match[str]) -> None:
    path = root / match[1]
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"{decided(match[2])}\n")


def _set_digest(root: Path, found: Found, match: re.Match[str]) -> None:
    path = root / found["file"]
    text = re.sub(r', digest: "[^"]*"', "", path.read_text())
    path.write_text(re.sub(r"(?m)^(from: \{.*)\}$", rf'\1, digest: "{match[1]}"}}', text))


def _set_content(root: Path, found: Found, match: re.Match[str]) -> None:
    path = root / found["file"]
    lines = path.read_text().splitlines()
    lines[found["line"] - 1] = match[1]
    path.write_text("\n".join(lines) + "\n")


def _catch_up(root: Path, found: Found, match: re.Match[str]) -> None:
    git(root, "commit", "-q", "-a", "--allow-empty", "-m", "Work")
    git(root, "merge", "-q", "-X", "ours", "main")
    set_version(root / found["file"], raised(match[2], "minor"))


def _remove_line(root: Path, found: Found, _match: re.Match[str]) -> None:
    path = root / found["file"]
    lines = path.read_text().splitlines(keepends=True)
    del lines[found["line"] - 1]
    path.write_text("".join(lines))


def _rename(root: Path, found: Found, _match: re.Match[str]) -> None:
    path = root / found["file"]
    lines = path.read_text().splitlines(keepends=True)
    line = lines[found["line"] - 1]
    lines[found["line"] - 1] = line.replace(found["label"], f"{found['label']}-again")
    path.write_text("".join(lines))


def _write_step(root: Path, found: Found, match: re.Match[str]) -> None:
    version = re.search(r"^version: (\S+)$", (root / _SCHEMA).read_text(), re.MULTILINE)
    assert version
    file = f"schemas/tickets/migrations/{version[1]}.yaml"
    added = re.match(r"(\S+) (\w+) (.*)", f"{file} steps   - {match[1]}")
    assert added
    _add(root, found, added)


def _remove_file(root: Path, found: Found, _match: re.Match[str]) -> None:
    (root / found["file"]).unlink()


_STEPS = re.DOTALL
_REPAIRS = (
    Repair(re.compile(r"^restore (?:it|the release) with `git"), _run),
    Repair(re.compile(r"^add `(registry/\S+ -text)` to .gitattributes, then"), _keep_line_ends),
    Repair(re.compile(r"^raise `version` (to|above) ([0-9.]+[0-9])"), _raise_version),
    Repair(re.compile(r"^add to (\S+) under `(\w+):`[^\n]*\n(.*)", _STEPS), _add),
    Repair(re.compile(r"^add to (\S+), once all else is final:\n(.*)", _STEPS), _add_whole_key),
    Repair(re.compile(r"^write (schemas/\S+\.yaml)[^\n]*:\n(.*)", _STEPS), _write),
    Repair(re.compile(r'^write `digest: "([^"]+)"`'), _set_digest),
    Repair(re.compile(r"^let them read .*\n( +content: \S+)$"), _set_content),
    Repair(re.compile(r"^merge or rebase onto (\S+), .* above ([0-9.]+[0-9]); `"), _catch_up),
    Repair(re.compile(r"^remove it; what becomes of old spellings"), _remove_line),
    Repair(re.compile(r"^remove `index`"), _remove_line),
    Repair(re.compile(r"^remove the file"), _remove_file),
    Repair(re.compile(r"^remove it with `git"), _run),
    Repair(re.compile(r"(\{change: retire, .*\})$"), _write_step),
    Repair(re.compile(r"^choose an id that was never used"), _rename),
)
