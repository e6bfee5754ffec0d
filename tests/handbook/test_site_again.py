"""Tests of sites that are built again: nobody can tell, whatever became of the work folder."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from schemactl.handbook.site import build_site
from schemactl.workspace import Workspace
from tests.builders import a_repository
from tests.handbook.test_site import digests

MANY = 20


def a_schema(**other: str) -> str:
    """Return a schema of labels, of which those that are named have another definition."""
    texts = {f"l{number}": f"What is {number}, é." for number in range(MANY)} | other
    labels = "".join(
        f"  - id: {name}\n    definition: {text}\n    examples: [{{content: one of {name}}}]\n"
        for name, text in texts.items()
    )
    return f"schemactl: 1\nname: many\nversion: 1.0.0\ntype: classification\nlabels:\n{labels}"


def a_workspace(root: Path, **other: str) -> Workspace:
    return a_repository(root, {"schemas/many/schema.yaml": a_schema(**other)})


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    workspace = a_workspace(tmp_path_factory.mktemp("built"))
    for _ in range(2):
        build_site(workspace)
    return workspace


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return what a build without any memory makes after the edit."""
    root = tmp_path_factory.mktemp("clean")
    return digests(build_site(a_workspace(root, l3="Another.")).folder)


def delete(file: Path) -> None:
    if file.is_dir():
        shutil.rmtree(file)
    else:
        file.unlink()


def empty(file: Path) -> None:
    if file.is_dir():
        for one in list(file.rglob("*.html")):
            one.unlink()
            one.write_text("", encoding="utf-8")
    else:
        file.write_bytes(b"")


def edit(file: Path) -> None:
    """Change bytes in place, as an editor may that keeps the length."""
    for one in [file] if file.is_file() else list(file.rglob("l*.*")):
        content = one.read_bytes()
        one.write_bytes(content.replace(b"What is 5", b"What is X"))


NAMES = [
    *("blocks", "labels", "labels.json", "inspected.json", "docs.json", "others.json"),
    *("theme.json", "mkdocs.yml", "docs", "others", "spare", "html"),
]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("spoil", [delete, empty, edit])
def test_whatever_became_of_the_work_folder_the_site_is_that_of_a_clean_build(
    workspace: Workspace, clean: dict[str, str], name: str, spoil: Callable[[Path], None]
) -> None:
    work = workspace.root / "build" / "handbook"
    a_workspace(workspace.root)
    build_site(workspace)
    spoil(work / name)
    a_workspace(workspace.root, l3="Another.")
    assert digests(build_site(workspace).folder) == clean


def test_a_style_of_the_site_that_was_edited_is_in_it(tmp_path: Path) -> None:
    def built(root: str, *colors: str) -> dict[str, str]:
        workspace = a_workspace(tmp_path / root)
        (workspace.root / "mkdocs.yml").write_text("extra_css: [own.css]\nsite_name: x\n")
        for color in colors:
            (workspace.root / "own.css").write_text(f"body {{ color: {color} }}")
            site = build_site(workspace).folder
        return digests(site)

    assert built("again", "red", "blue") == built("clean", "blue")
