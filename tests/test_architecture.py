"""The shape of the code: budgets, names, who imports whom, a test beside every module."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "schemactl"
TESTS = ROOT / "tests"

MODULE_LINES = 300
FUNCTION_LINES = 50
TEST_LINES = 400

# Names of places to put things, not of things.
BANNED = {
    *("base", "common", "core", "helper", "helpers", "manager", "managers"),
    *("misc", "services", "util", "utils"),
}

# What `schemactl --help` must not wait for.
HEAVY = {
    *("alembic", "git", "jsonschema", "mkdocs", "numpy", "pyarrow", "pydantic"),
    *("pydantic_core", "rapidfuzz", "shapely", "sqlalchemy", "sqlmodel", "yaml"),
}

GENERATED = {".git", ".venv", "build", "dist", "__pycache__", ".hypothesis", "node_modules"}

# Written in two halves, since this file is searched too.
REGISTRIES = re.compile(
    "|".join(
        re.escape(name + "." + domain)
        for name, domain in [
            ("pypi", "org"),
            ("pythonhosted", "org"),
            ("npmjs", "org"),
            ("npmjs", "com"),
            ("crates", "io"),
            ("anaconda", "org"),
            ("proxy.golang", "org"),
        ]
    )
)
MACHINE_PATHS = re.compile(r"(?<![\w./:~-])/(?:home|root|work|Users)/\w|\b[A-Z]:\\+Users\\")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def modules(folder: Path = PACKAGE) -> list[Path]:
    """Return the Python files below a folder, in a fixed order."""
    found = sorted(path for path in folder.rglob("*.py") if "__pycache__" not in path.parts)
    assert found, f"no modules below {folder}"
    return found


def named(path: Path) -> str:
    """Return a path as a message should show it."""
    return path.relative_to(ROOT).as_posix()


def lines(found: list[str]) -> str:
    """Return what was found wrong, one per line."""
    return "\n".join(["", *found])


def parsed(path: Path) -> ast.Module:
    """Return the syntax tree of a module."""
    return ast.parse(path.read_text(encoding="utf-8"))


def line_count(path: Path) -> int:
    """Return the number of lines of a file."""
    return len(path.read_text(encoding="utf-8").splitlines())


def span(node: ast.stmt) -> int:
    """Return how many lines a statement takes."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def body_lines(function: Function) -> int:
    """Return how many lines a function takes, without its docstring."""
    documented = ast.get_docstring(function, clean=False) is not None
    return span(function) - (span(function.body[0]) if documented else 0)


def too_long(folder: Path, limit: int) -> list[str]:
    """Return the files below a folder that are longer than the limit."""
    counted = ((path, line_count(path)) for path in modules(folder))
    return [f"{named(path)}: {count} lines" for path, count in counted if count > limit]


def python(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run this interpreter in the checkout."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_modules_are_short() -> None:
    long = too_long(PACKAGE, MODULE_LINES)
    assert not long, lines(long)


def test_tests_are_short() -> None:
    long = too_long(TESTS, TEST_LINES)
    assert not long, lines(long)


def test_functions_are_short() -> None:
    long = [
        f"{named(path)}:{node.lineno} {node.name}: {body_lines(node)} lines"
        for path in modules()
        for node in ast.walk(parsed(path))
        if isinstance(node, Function) and body_lines(node) > FUNCTION_LINES
    ]
    assert not long, lines(long)


def test_names_say_what_is_inside() -> None:
    empty = [
        named(path)
        for path in modules()
        if BANNED.intersection(path.relative_to(PACKAGE).with_suffix("").parts)
    ]
    assert not empty, lines(empty)


def opens_with_docstring(path: Path) -> bool:
    """Return whether line 1 of a module is a docstring with words in it."""
    tree = parsed(path)
    docstring = ast.get_docstring(tree, clean=False)
    if docstring is None or tree.body[0].lineno != 1:
        return False
    return bool(docstring.split("\n", 1)[0].strip())


def test_line_one_says_what_is_inside() -> None:
    silent = [named(path) for path in modules() if not opens_with_docstring(path)]
    assert not silent, lines(silent)


def test_imports_keep_their_contracts() -> None:
    result = python(
        *("-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"),
        *("--no-cache", "--no-logo"),
    )
    assert result.returncode == 0, result.stdout + result.stderr


def catalogued_rules() -> set[str]:
    """Return the modules that the catalogue of rules imports: their pages are their tests."""
    catalog = PACKAGE / "validate" / "catalog.py"
    if not catalog.exists():
        return set()
    return {
        name.name.rpartition(".")[2]
        for node in ast.walk(parsed(catalog))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in node.names
    }


def needs_twin(path: Path, rules: set[str]) -> bool:
    """Return whether a module must have a test file of its own."""
    if path.stem in {"__init__", "__main__"} or path.parent.name == "versions":
        return False
    return not (path.parent == PACKAGE / "validate" / "rules" and path.stem in rules)


def twin(path: Path) -> Path:
    """Return where the tests of a module belong."""
    return TESTS / path.relative_to(PACKAGE).with_name(f"test_{path.name}")


def test_every_module_has_its_test() -> None:
    rules = catalogued_rules()
    alone = [
        f"{named(path)} has no {named(twin(path))}"
        for path in modules()
        if needs_twin(path, rules) and not twin(path).exists()
    ]
    assert not alone, lines(alone)


def test_help_loads_nothing_heavy() -> None:
    started = (PACKAGE / "__main__.py").exists()
    arguments = ["-m", "schemactl", "--help"] if started else ["-c", "import schemactl"]
    result = python("-X", "importtime", *arguments)
    assert result.returncode == 0, result.stderr
    imported = {
        line.rpartition("|")[2].strip().partition(".")[0]
        for line in result.stderr.splitlines()
        if line.startswith("import time:")
    }
    assert "schemactl" in imported
    loaded = sorted(imported & HEAVY)
    assert not loaded, lines(loaded)


def texts() -> Iterator[tuple[str, str]]:
    """Yield the name and text of each file of the checkout that is not generated."""
    for folder, children, names in os.walk(ROOT):
        children[:] = [
            name for name in children if name not in GENERATED and not name.endswith("_cache")
        ]
        for name in names:
            path = Path(folder, name)
            if not path.is_symlink() and ".db" not in path.suffixes:
                yield named(path), path.read_text(encoding="utf-8", errors="replace")


def test_no_file_names_a_machine_or_a_package_registry() -> None:
    found = [
        f"{name}:{text.count(chr(10), 0, match.start()) + 1} {match.group()}"
        for name, text in texts()
        for pattern in (REGISTRIES, MACHINE_PATHS)
        for match in pattern.finditer(text)
    ]
    assert not found, lines(found)
