"""Assets: the images and sounds that a schema or guideline names, stored by their digest."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from schemactl.errors import AnswerIsBad, SchemactlError
from schemactl.model.schema import Schema
from schemactl.model.taxonomy import taxonomies
from schemactl.workspace import Workspace

LARGEST_ASSET = 64 * 1024 * 1024
_ADDRESS = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//|#")
_NO_NAME = re.compile(r"[\x00-\x1f\\]")
_ENDING = re.compile(r"\.[a-z0-9]{1,8}\Z")


def is_address(target: str) -> bool:
    """Tell whether an image's target is an address on the network, not a file of ours."""
    return _ADDRESS.match(target) is not None


def asset_path(workspace: Workspace, folder: Path, name: str) -> Path:
    """Return the file that a name leads to. Raises SchemactlError where it leaves the folder."""
    relative = PurePosixPath(name)
    leads_out = relative.is_absolute() or ".." in relative.parts or _NO_NAME.search(name)
    path = folder if leads_out else workspace.inside(folder / relative)
    if leads_out or not path.is_relative_to(folder.resolve()):
        raise SchemactlError(
            f"{workspace.relative(folder)}: {name!r} leads out of the folder",
            "name images relative to the file, inside its folder",
        )
    return path


def asset_files(
    workspace: Workspace, folder: Path, names: Iterable[str]
) -> dict[str, tuple[str, bytes]]:
    """Return, for each named file, its path inside a release and its bytes."""
    found: dict[str, tuple[str, bytes]] = {}
    for name in names:
        if name in found or is_address(name):
            continue
        path = asset_path(workspace, folder, name)
        if not path.is_file():
            raise AnswerIsBad(f"{workspace.relative(folder / name)}: no such file")
        if path.stat().st_size > LARGEST_ASSET:
            raise AnswerIsBad(f"{workspace.relative(path)} is larger than {LARGEST_ASSET >> 20} MB")
        content = path.read_bytes()
        ending = path.suffix.lower()
        suffix = ending if _ENDING.match(ending) else ""
        found[name] = (f"assets/{hashlib.sha256(content).hexdigest()}{suffix}", content)
    return found


def schema_assets(schema: Schema) -> Iterator[str]:
    """Yield every file that a schema names: images and sounds of examples and conventions."""
    for taxonomy in taxonomies(schema):
        for convention in taxonomy.task.conventions:
            if convention.image:
                yield convention.image
        for place in taxonomy.places:
            label = place.label
            for example in (*label.examples, *label.counterexamples, *label.edge_cases):
                if example.image:
                    yield example.image
                if example.audio:
                    yield example.audio
