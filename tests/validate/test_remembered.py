"""What was remembered is what would be found: for every edit, setting, day and accident."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from schemactl.validate import engine, unchanged
from schemactl.validate.engine import Report, validate
from schemactl.validate.gather import Gathered, gather_guideline
from schemactl.workspace import Workspace
from tests.builders import (
    GUIDELINE,
    SHORT_FORM,
    a_repository,
    release_guideline,
    release_schema,
)
from tests.soak.mutations import mutate

TODAY = "2026-11-20"
FILES = {
    "schemas/sentiment/schema.yaml": SHORT_FORM,
    "schemas/mood/schema.yaml": SHORT_FORM.replace("name: sentiment", "name: mood"),
    "guidelines/sentiment/guideline.yaml": GUIDELINE,
    "guidelines/sentiment/index.md": "# Mood\n\nSee [[positive]].\n![x](a.png)\n",
    "schemactl.yaml": "profile: standard\n",
}


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """Two schemas, of which one is released with its guideline; all is worth keeping."""
    monkeypatch.setattr(unchanged, "WORTH_SECONDS", 0)
    workspace = a_repository(tmp_path, FILES)
    (tmp_path / "guidelines/sentiment/a.png").write_bytes(b"png")
    release_schema(workspace, "sentiment")
    release_guideline(workspace, "sentiment")
    return workspace


def both(workspace: Workspace, today: str = TODAY) -> tuple[Report, Report]:
    """Return what is found with memory, and without."""
    found = [validate(workspace, today=today, remembers=remembers) for remembers in (True, False)]
    return (found[0]._replace(gathered=()), found[1]._replace(gathered=()))


def looked_at(workspace: Workspace, today: str = TODAY) -> int:
    """Return how many schemas and guidelines are looked at, and are not remembered."""
    return len(validate(workspace, today=today, remembers=True).gathered)


def files(workspace: Workspace) -> list[Path]:
    """Return every file that a finding could depend on."""
    found = sorted(path for path in workspace.root.rglob("*") if path.is_file())
    return [path for path in found if ".schemactl" not in path.parts]


@pytest.mark.parametrize("seed", range(12))
def test_after_any_edits_the_reports_are_equal(workspace: Workspace, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(12):
        path = chance.choice(files(workspace))
        match chance.randrange(8):
            case 0:
                path.with_name(f"more-{chance.randrange(9)}{path.suffix}").write_bytes(
                    path.read_bytes()
                )
            case 1 if len(files(workspace)) > 8 and path.name != "schemactl.yaml":
                path.unlink()
            case 2:
                pass
            case _:
                path.write_bytes(mutate(chance, path.read_bytes()))
        remembering, fresh = both(workspace, chance.choice((TODAY, "2027-03-01")))
        assert remembering == fresh


def test_what_is_the_same_is_not_looked_at_again(workspace: Workspace) -> None:
    assert looked_at(workspace) == 3
    assert looked_at(workspace) == 0
    remembering, fresh = both(workspace)
    assert remembering == fresh
    assert remembering.labels == 4


def edit(name: str) -> Callable[[Path], object]:
    """Add a line to a file."""
    return lambda root: (root / name).write_text((root / name).read_text() + "# more\n")


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        (edit("schemas/mood/schema.yaml"), 2),
        (edit("guidelines/sentiment/index.md"), 1),
        (edit("schemactl.yaml"), 3),
        (edit("registry/schemas/sentiment/1.0.0/schema.json"), 3),
        (lambda root: (root / "guidelines/sentiment/a.png").write_bytes(b"other"), 1),
        (lambda root: (root / "README.md").write_text("Nobody reads this.\n"), 0),
    ],
)
def test_an_edit_is_looked_at_with_all_that_depends_on_it(
    workspace: Workspace, act: Callable[[Path], object], expected: int
) -> None:
    looked_at(workspace)
    act(workspace.root)
    assert looked_at(workspace) == expected


def test_another_day_is_another_question(workspace: Workspace) -> None:
    looked_at(workspace)
    assert looked_at(workspace, "2026-11-21") == 3


def test_another_profile_is_another_question(workspace: Workspace) -> None:
    looked_at(workspace)
    strict = validate(workspace, profile="strict", today=TODAY, remembers=True)
    assert len(strict.gathered) == 3


@pytest.mark.parametrize("seed", range(20))
def test_a_broken_memory_is_none(workspace: Workspace, seed: int) -> None:
    looked_at(workspace)
    chance = random.Random(seed)
    for path in sorted((workspace.root / ".schemactl" / "cache").iterdir()):
        path.write_bytes(mutate(chance, path.read_bytes()))
    remembering, fresh = both(workspace)
    assert remembering == fresh


def test_memory_says_itself_that_git_leaves_it_out(workspace: Workspace) -> None:
    looked_at(workspace)
    assert (workspace.root / ".schemactl" / ".gitignore").read_text() == "*\n"


def test_a_link_is_looked_at_every_time(workspace: Workspace) -> None:
    page = workspace.root / "guidelines/sentiment/index.md"
    page.rename(workspace.root / "page.md")
    page.symlink_to(workspace.root / "page.md")
    looked_at(workspace)
    assert looked_at(workspace) == 1


def test_where_nothing_can_be_written_nothing_is_remembered(workspace: Workspace) -> None:
    (workspace.root / ".schemactl").write_text("in the way")
    assert looked_at(workspace) == 3
    assert looked_at(workspace) == 3


def test_small_repositories_get_no_folder(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unchanged, "WORTH_SECONDS", 60)
    looked_at(workspace)
    assert not (workspace.root / ".schemactl").exists()


def test_what_changed_while_it_was_looked_at_is_not_kept(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(workspace: Workspace, name: str, today: str) -> Gathered:
        found = gather_guideline(workspace, name, today)
        edit("guidelines/sentiment/index.md")(workspace.root)
        return found

    monkeypatch.setattr(engine, "gather_guideline", slow)
    looked_at(workspace)
    monkeypatch.undo()
    monkeypatch.setattr(unchanged, "WORTH_SECONDS", 0)
    assert looked_at(workspace) == 1


def test_other_code_is_another_tool(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at(workspace)
    shutil.copytree(unchanged._PACKAGE / "validate", tmp_path / "package")
    monkeypatch.setattr(unchanged, "_PACKAGE", tmp_path / "package")
    unchanged.digest_of_tool.cache_clear()
    try:
        assert looked_at(workspace) == 3
    finally:
        unchanged.digest_of_tool.cache_clear()
