"""The folder of an embedded database: it is made, and git is told to leave the database out."""

from pathlib import Path

from schemactl.registry.store import NotWritable
from schemactl.workspace import Workspace

_IGNORED = ("*.db", "*.db-*")


def prepare_folder(workspace: Workspace, folder: Path, name: str) -> None:
    """Keep a database out of git, before it exists. Raises NotWritable."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not folder.is_relative_to(workspace.root):
            return
        path = folder / ".gitignore"
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        lacking = [line for line in _IGNORED if line not in text.splitlines()]
        if lacking:
            gap = "" if not text or text.endswith("\n") else "\n"
            lines = "".join(f"{line}\n" for line in lacking)
            path.write_text(f"{text}{gap}{lines}", encoding="utf-8", newline="\n")
    except OSError as error:
        raise NotWritable(f"{name} cannot be written", "check who may write there") from error
