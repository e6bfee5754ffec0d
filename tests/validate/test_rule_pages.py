"""Every case on a rule's page, run: bad ones are found at the named place, good ones are not."""

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from schemactl.files.guideline_file import read_guideline_file
from schemactl.model.release import GuidelineRelease, SchemaRelease
from schemactl.releases.folder import MANIFEST, manifest_bytes, write_folder
from schemactl.releases.frozen import Frozen
from schemactl.releases.guideline_draft import freeze_guideline
from schemactl.releases.schema_draft import freeze_schema, read_schema_files
from schemactl.validate.catalog import READING_RULES
from schemactl.validate.engine import validate
from schemactl.workspace import Workspace

PAGES = Path(__file__).parents[2] / "docs" / "rules"
RELEASED = "released: "
ON_MAIN = "on main: "
TODAY = "2026-01-01"

_BLOCK = re.compile(
    r'^(?P<fence>`{3,})\w+ title="(?P<title>[^"]+)"(?: encoding="(?P<encoding>[^"]+)")?\n'
    r"(?P<text>.*?)^(?P=fence)$",
    re.MULTILINE | re.DOTALL,
)
_PLACE = re.compile(r"Found at (\S+?)\.?$", re.MULTILINE)


class Block(NamedTuple):
    """A file of a case: where it stands, and its bytes."""

    title: str
    content: bytes


class PageCase(NamedTuple):
    """A repository that breaks the rule at the places, or does not break it."""

    rule: str
    title: str
    blocks: tuple[Block, ...]
    places: tuple[str, ...]


def cases(heading: str) -> Iterator[PageCase]:
    """Yield the cases that stand under a heading, from all pages."""
    for path in sorted(PAGES.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        section = text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
        for number, part in enumerate(re.split(r"^### ", section, flags=re.MULTILINE)):
            blocks = tuple(
                Block(match["title"], match["text"].encode(match["encoding"] or "utf-8"))
                for match in _BLOCK.finditer(part)
            )
            if blocks:
                title = part.partition("\n")[0] if number else heading
                yield PageCase(path.stem, title, blocks, tuple(_PLACE.findall(part)))


def build(case: PageCase, root: Path) -> Workspace:
    """Write the files of a case; what is marked as released is released first, in its order."""
    workspace = Workspace(root)
    for block in sorted(case.blocks, key=lambda block: not block.title.startswith(RELEASED)):
        path = root / block.title.removeprefix(RELEASED)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(block.content)
        if block.title.startswith(RELEASED) and path.name == "schema.yaml":
            release(
                workspace, freeze_schema(workspace, read_schema_files(workspace, path.parent.name))
            )
        elif block.title.startswith(RELEASED) and path.name == "guideline.yaml":
            release(workspace, freeze_guideline(workspace, read_guideline_file(workspace, path)))
    return workspace


def build_beside_main(case: PageCase, root: Path) -> Workspace:
    """Write the case on a branch, after its blocks for main were released there."""
    base = [b for b in case.blocks if b.title.startswith(RELEASED)]
    main = [
        b._replace(title=b.title.removeprefix(ON_MAIN))
        for b in case.blocks
        if b.title.startswith(ON_MAIN)
    ]
    rest = [b for b in case.blocks if b not in base and not b.title.startswith(ON_MAIN)]
    git(root, "init", "-q", "-b", "main")
    workspace = build(case._replace(blocks=tuple(base)), root)
    commit(root)
    git(root, "branch", "work")
    build(case._replace(blocks=tuple(main)), root)
    commit(root)
    git(root, "checkout", "-q", "work")
    build(case._replace(blocks=tuple(rest)), root)
    return workspace


def commit(root: Path) -> None:
    """Commit everything."""
    git(root, "add", "-A")
    git(root, "commit", "-q", "--allow-empty", "-m", "State")


def git(root: Path, *arguments: str) -> None:
    """Run git without the settings of the person who runs the tests."""
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    identity = ["-c", "user.name=Tests", "-c", "user.email=tests@example.com"]
    subprocess.run(["git", *identity, *arguments], cwd=root, check=True, env=environment)


def release(workspace: Workspace, frozen: Frozen[SchemaRelease] | Frozen[GuidelineRelease]) -> None:
    """Store what was frozen, without a gate and without a ledger."""
    kind, _, rest = frozen.release.ref.partition(":")
    name, _, version = rest.partition("@")
    manifest = manifest_bytes(frozen.release.ref, frozen.release.previous, frozen.content)
    content = {**frozen.content, MANIFEST: manifest, **frozen.source}
    write_folder(workspace.release_folder(kind, name, version), content)


def found(case: PageCase, root: Path) -> dict[str, list[str]]:
    """Return the places that each rule finds."""
    places: dict[str, list[str]] = {}
    has_main = any(block.title.startswith(ON_MAIN) for block in case.blocks)
    workspace = build_beside_main(case, root) if has_main else build(case, root)
    against = "main" if has_main else None
    report = validate(workspace, profile="strict", today=TODAY, against=against)
    for diagnostic in report.diagnostics:
        if diagnostic.suppressed is None:
            line, column = diagnostic.region.line, diagnostic.region.column
            place = f"{diagnostic.file}:{line}:{column}" if line else str(diagnostic.file)
            places.setdefault(diagnostic.rule, []).append(place)
    return places


def named(case: PageCase) -> str:
    """Return how the test of a case is called."""
    return f"{case.rule}: {case.title}"


@pytest.mark.parametrize("case", list(cases("Bad")), ids=named)
def test_bad_is_found_at_its_place(case: PageCase, tmp_path: Path) -> None:
    places = found(case, tmp_path)
    assert case.places, "the page does not say where it is found"
    assert sorted(places.pop(case.rule, [])) == sorted(case.places)
    if case.rule not in READING_RULES:
        assert not READING_RULES.keys() & places.keys()


@pytest.mark.parametrize("case", list(cases("Good")), ids=named)
def test_good_is_not_found(case: PageCase, tmp_path: Path) -> None:
    places = found(case, tmp_path)
    assert case.rule not in places, places
    assert not READING_RULES.keys() & places.keys()


def test_every_page_has_cases() -> None:
    pages = {path.stem for path in PAGES.glob("*.md")}
    for heading in ("Bad", "Good"):
        assert {case.rule for case in cases(heading)} == pages
