"""Selection: tells MkDocs which pages of a site to make, by its interface for plugins.

MkDocs alone makes those whose file in the site is missing or older than what it is made from.
"""

from collections.abc import Collection
from typing import Any

from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files

NAME = "selection"


class Selection(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """Has some pages made, whatever their files say, and the others left as they are."""

    def __init__(self, pages: Collection[str]) -> None:
        """Select pages by their path in the site."""
        super().__init__()
        self.pages = frozenset(pages)

    def on_files(self, files: Files, /, **_: Any) -> Files:
        """Let each page know whether it is selected."""
        for file in files.documentation_pages():
            file.__class__ = _Selected if file.dest_uri in self.pages else _Left
        return files


class _Selected(File):
    """A page that is made."""

    def is_modified(self) -> bool:
        return True


class _Left(File):
    """A page that stays as it is, or as it will be made elsewhere."""

    def is_modified(self) -> bool:
        return False
