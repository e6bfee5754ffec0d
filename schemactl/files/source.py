"""The bytes of a user's file: read whole, inside the repository, with clear failures."""

from collections.abc import Callable
from pathlib import Path

from schemactl.errors import SchemactlError
from schemactl.files.yaml_error import not_utf8, with_line_feeds
from schemactl.files.yaml_tree import LARGEST_FILE, Document
from schemactl.model.finding import Diagnostic, Region
from schemactl.workspace import Workspace

# Makes a document of the path that messages name, and the bytes.
Reader = Callable[[str, bytes], Document]


def read_bytes(workspace: Workspace, path: Path) -> bytes:
    """Return a file's bytes. Raises SchemactlError where it is missing, unreadable or outside."""
    shown = workspace.relative(path)
    workspace.inside(path)
    try:
        with path.open("rb") as stream:
            # One byte more than allowed is enough to see that a file is too large.
            return stream.read(LARGEST_FILE + 1)
    except FileNotFoundError as error:
        raise SchemactlError(f"{shown}: no such file", "check the path") from error
    except IsADirectoryError as error:
        raise SchemactlError(f"{shown} is a folder", "give a file") from error
    except PermissionError as error:
        raise SchemactlError(f"{shown}: permission denied", "check who may read it") from error


def read_document(workspace: Workspace, path: Path, reader: Reader = Document) -> Document:
    """Return a YAML file as a document, which carries what is wrong with it."""
    return reader(workspace.relative(path), read_bytes(workspace, path))


def read_text(workspace: Workspace, path: Path) -> tuple[str, list[Diagnostic]]:
    """Return a text file with LF line ends, and what is wrong with it."""
    content = read_bytes(workspace, path)
    shown = workspace.relative(path)
    if len(content) > LARGEST_FILE:
        message = f"the file is larger than {LARGEST_FILE >> 20} MB, which is the most that is read"
        return "", [Diagnostic("file-limits", "error", message, shown, Region())]
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return "", [not_utf8(shown, error)]
    return with_line_feeds(text), []


def read_document_lines(workspace: Workspace, relative: str) -> list[str]:
    """Return the lines of a file for showing them; nothing where it cannot be read."""
    try:
        text, _ = read_text(workspace, workspace.root / relative)
    except SchemactlError:
        return []
    return text.split("\n")
