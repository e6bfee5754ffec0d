"""doctor: what is installed on this machine, and what is missing for what."""

import platform
import shutil
import subprocess
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import NamedTuple

import click

from schemactl.cli.options import format_option
from schemactl.cli.output import print_json, print_lines
from schemactl.errors import SchemactlError
from schemactl.version import VERSION

_SECONDS = 10


class Part(NamedTuple):
    """Something that schemactl may use: how to find its version, and what it is for."""

    name: str
    purpose: str
    find: Callable[[], str | None]
    is_required: bool
    hint: str


def _package(name: str) -> Callable[[], str | None]:
    def find() -> str | None:
        try:
            return version(name)
        except PackageNotFoundError:
            return None

    return find


def _program(name: str, *arguments: str) -> Callable[[], str | None]:
    def find() -> str | None:
        path = shutil.which(name)
        if path is None:
            return None
        done = subprocess.run(
            [path, *arguments], capture_output=True, timeout=_SECONDS, check=False
        )
        lines = (done.stdout or done.stderr).decode("utf-8", "replace").splitlines()
        return lines[0].strip() if lines and done.returncode == 0 else None

    return find


def _libyaml() -> str | None:
    # Without libyaml the module refuses to be imported, and doctor is there to say so.
    try:
        import_module("schemactl.files.yaml_tree")
    except SchemactlError:
        return None
    return version("pyyaml")


PARTS = (
    Part("python", "everything", platform.python_version, True, ""),
    Part("libyaml", "reading label files", _libyaml, True, "install a PyYAML wheel with libyaml"),
    Part("git", "--against, files at a commit", _program("git", "--version"), False, "install git"),
    Part("mkdocs-material", "handbook build", _package("mkdocs-material"), True, ""),
    Part("sqlmodel", "the registry", _package("sqlmodel"), True, ""),
    Part("pyarrow", "Parquet and datasets folders", _package("pyarrow"), True, ""),
    Part("psycopg", "PostgreSQL", _package("psycopg"), False, "pip install schemactl[postgresql]"),
    Part("pyspark", "--engine spark", _package("pyspark"), False, "pip install schemactl[spark]"),
    Part("java", "--engine spark", _program("java", "-version"), False, "install Java 17 or later"),
)


@click.command()
@format_option("text", "json")
def command(output_format: str) -> int:
    """Show what is installed, and what is missing for what; exit code 1 where it must be there."""
    found = [(part, part.find()) for part in PARTS]
    if output_format == "json":
        print_json({"version": VERSION, "parts": [_as_json(*one) for one in found]})
    else:
        width = max(len(part.name) for part in PARTS)
        print_lines(f"schemactl {VERSION}", *(_line(*one, width) for one in found))
    return int(any(part.is_required and told is None for part, told in found))


def _as_json(part: Part, found: str | None) -> dict[str, object]:
    return {
        "name": part.name,
        "found": found,
        "purpose": part.purpose,
        "required": part.is_required,
        "hint": part.hint if found is None else "",
    }


def _line(part: Part, found: str | None, width: int) -> str:
    if found is not None:
        return f"  {part.name.ljust(width)}  {found}"
    need = "missing" if part.is_required else "not there"
    return f"  {part.name.ljust(width)}  {need}; for {part.purpose}: {part.hint or 'reinstall'}"
