"""Tests of the catalogue of kinds."""

import ast
from pathlib import Path

from schemactl.data.kinds import KINDS, severity

ROOT = Path(__file__).parents[2]


def made_in(path: Path) -> set[str]:
    """Return the kinds of problems that a module makes, where they are written literally."""
    return {
        str(node.args[0].value)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("problem", "Problem")
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }


def test_every_kind_that_is_made_stands_in_the_catalogue() -> None:
    folders = ("model", "data", "files")
    paths = [path for name in folders for path in (ROOT / "schemactl" / name).rglob("*.py")]
    made = set[str]().union(*map(made_in, paths))
    assert {"unexpected-region", "malformed-value"} <= made
    assert made <= KINDS.keys()
    # COCO's are put together from what is wrong and where.
    for where in ("image", "category"):
        assert {f"malformed-{where}", f"unknown-{where}", f"duplicate-{where}-id"} <= KINDS.keys()


def test_every_kind_is_explained_in_the_guide() -> None:
    guide = (ROOT / "docs" / "guides" / "data.md").read_text(encoding="utf-8")
    rows = {f"| `{name}` | {kind.severity} | {kind.meaning} |" for name, kind in KINDS.items()}
    listed = {line for line in guide.splitlines() if line.startswith("| `")}
    assert rows <= listed


def test_only_some_kinds_are_warnings() -> None:
    assert severity("deprecated-label") == severity("missing-stamp") == "warning"
    assert severity("unknown-label") == severity("what a format adds") == "error"
