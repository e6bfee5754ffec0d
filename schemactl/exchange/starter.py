"""Starter: the files of a new label repository, written beside whatever is there."""

from pathlib import Path

from schemactl.errors import SchemactlError
from schemactl.files.yaml_tree import Document
from schemactl.releases.folder import keep_line_ends

# In a wheel the example stands here; in a checkout it is the checkout's own.
_SHIPPED_EXAMPLE = Path(__file__).parent / "example"
_CHECKOUT = Path(__file__).parents[2]
_EXAMPLE_FOLDERS = (
    "schemas/support-tickets",
    "guidelines/support-tickets",
    "examples/support-tickets",
)
# Working files, and where their releases are: a migration starts from an earlier one.
_EXAMPLE_RELEASES = {
    "schemas/support-tickets/schema.yaml": "registry/schemas/support-tickets",
    "guidelines/support-tickets/guideline.yaml": "registry/guidelines/support-tickets",
}
_STARTER = Path(__file__).parent / "starter"
# Names with a leading dot would have an effect in this package's own folder.
_DOT = "dot-"
_ATTRIBUTES = ".gitattributes"
_MOST_NAMED = 3


def starter_files(*, example: bool) -> dict[str, bytes]:
    """Return path and bytes of each file of a new repository, sorted by path."""
    found = _files_in(_STARTER / "every")
    found |= _files_in(_STARTER / ("example" if example else "short"))
    if example:
        root = _SHIPPED_EXAMPLE if _SHIPPED_EXAMPLE.is_dir() else _CHECKOUT
        for folder in _EXAMPLE_FOLDERS:
            below = _files_in(root / folder)
            found |= {f"{folder}/{path}": content for path, content in below.items()}
        found |= _earlier_releases(root, found)
    return dict(sorted(found.items()))


def _earlier_releases(root: Path, found: dict[str, bytes]) -> dict[str, bytes]:
    """Return the releases of the example but for those of its drafts, which are still to come."""
    earlier = {}
    for working, folder in _EXAMPLE_RELEASES.items():
        drafted = Document(working, found[working]).data["version"]
        for path, content in _files_in(root / folder).items():
            if not path.startswith(f"{drafted}/"):
                earlier[f"{folder}/{path}"] = content
    return earlier


def write_starter(folder: Path, files: dict[str, bytes]) -> list[str]:
    """Write the files below a folder and return their paths.

    Raises SchemactlError where one of them exists; then nothing is written.
    """
    new = {path: content for path, content in files.items() if not _is_kept(folder, path)}
    _check_free(folder, list(new))
    written: list[Path] = []
    try:
        for path, content in new.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as stream:
                written.append(target)
                stream.write(content)
        keep_line_ends(folder)
    except BaseException:
        for target in written:
            target.unlink(missing_ok=True)
        raise
    return list(files)


def _is_kept(folder: Path, path: str) -> bool:
    """Tell whether a file stays as it is and only gets the line that releases need."""
    return path == _ATTRIBUTES and (folder / path).is_file()


def _check_free(folder: Path, paths: list[str]) -> None:
    if folder.exists() and not folder.is_dir():
        raise SchemactlError(f"{folder} is no folder", "give a folder")
    taken = [path for path in paths if _is_taken(folder / path)]
    if taken:
        named = ", ".join(str(folder / path) for path in taken[:_MOST_NAMED])
        more = f" and {len(taken) - _MOST_NAMED} more" if len(taken) > _MOST_NAMED else ""
        raise SchemactlError(
            f"in the way: {named}{more}; nothing was written",
            "give a new folder: schemactl init DIR",
        )
    blocked = next((p for path in paths for p in _above(folder, path) if p.is_file()), None)
    if blocked is not None:
        raise SchemactlError(f"{blocked} is no folder", "give a new folder: schemactl init DIR")


def _is_taken(target: Path) -> bool:
    return target.is_symlink() or target.exists()


def _above(folder: Path, path: str) -> list[Path]:
    return [folder / parent for parent in Path(path).parents]


def _files_in(folder: Path) -> dict[str, bytes]:
    """Return the files below a folder, by the path they get in the new repository."""
    return {
        "/".join(_named(part) for part in path.relative_to(folder).parts): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


def _named(part: str) -> str:
    return f".{part.removeprefix(_DOT)}" if part.startswith(_DOT) else part
