"""Laws of commands that write label files: whatever they are given, nothing of it gets lost."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from schemactl.files.yaml_format import format_file
from schemactl.files.yaml_tree import Document
from schemactl.model.scalar import Plain, looks_typed

Files = Mapping[Path, bytes]


def files_below(folder: Path) -> dict[Path, bytes]:
    """Return the bytes of all files below a folder."""
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def restore(folder: Path, before: Files) -> None:
    """Bring the files below a folder back to what they were."""
    for path, content in files_below(folder).items():
        if path not in before:
            path.unlink()
        elif content != before[path]:
            path.write_bytes(before[path])
    for path in before.keys() - files_below(folder).keys():
        path.write_bytes(before[path])


def breach(command: str, before: Files, after: Files, code: int) -> str:
    """Say which law a command broke that was run on files that stood there before."""
    gone, made = before.keys() - after.keys(), after.keys() - before.keys()
    if gone and command == "migrate" and len(gone) == len(made) == 1:
        # A draft is named after the version that is drafted.
        old, new = gone.pop(), made.pop()
        before = {new if path == old else path: content for path, content in before.items()}
    if gone:
        return f"{command} removed {gone.pop().name}"
    changed = [path for path in after if after[path] != before.get(path)]
    if command == "migrate" and code != 0 and changed:
        return f"migrate failed, and wrote {changed[0].name}"
    for path in changed:
        law = _LAWS[command]
        if wrong := law(path.name, before.get(path, b""), after[path]):
            return f"{command}: {path.name} {wrong}"
    return ""


def _formatted(name: str, before: bytes, after: bytes) -> str:
    was, now = Document(name, before), Document(name, after)
    if was.problems or now.problems:
        return "had problems before or has some after"
    if _meaning(was.data) != _meaning(now.data):
        return "says something else"
    again = format_file(name, after).content
    return "" if again == after else "is not the same when it is formatted again"


def _fixed(name: str, before: bytes, after: bytes) -> str:
    was, now = Document(name, before), Document(name, after)
    return "reads worse than before" if len(now.problems) > len(was.problems) else ""


def _drafted(name: str, before: bytes, after: bytes) -> str:
    was, now = Document(name, before), Document(name, after)
    if now.problems and not was.problems:
        return "cannot be read any more"
    steps, written = _steps(was.data), _steps(now.data)
    return "" if written[: len(steps)] == steps else "has lost a step, or its order"


def _steps(data: Any) -> list[Any]:
    steps = data.get("steps") if isinstance(data, dict) else None
    return [_meaning(step) for step in steps] if isinstance(steps, list) else []


def _meaning(value: Any) -> Any:
    """Tell numbers and booleans from texts of the same letters."""
    if isinstance(value, dict):
        return {key: _meaning(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_meaning(inner) for inner in value]
    return ("typed", str(value)) if isinstance(value, Plain) and looks_typed(value) else value


_LAWS = {"fmt": _formatted, "validate": _fixed, "migrate": _drafted}
