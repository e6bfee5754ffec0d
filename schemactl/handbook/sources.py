"""Sources: the folder that the generator reads, with what every page of it depends on.

Where no page has to be generated, only the Markdown that differs is written, for the next build to
compare with; whatever else became of the other files is put right before one is.
"""

import hashlib
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import orjson

from schemactl.handbook.book import Book
from schemactl.handbook.configuration import (
    DRAFT_ICON,
    EMBED_STYLE,
    LOGO,
    SCRIPT,
    SHIM,
    STYLE,
    SiteSettings,
    configuration,
)
from schemactl.handbook.file_texts import Piece, whole
from schemactl.handbook.generator import versions_of_tools
from schemactl.handbook.holding import hold
from schemactl.handbook.listing import listing
from schemactl.version import VERSION

DOCS = "docs"
ASSETS = Path(__file__).parent / "assets"
_OWN_FILES = {
    "embed.css": EMBED_STYLE,
    "handbook.css": STYLE,
    "handbook.js": SCRIPT,
    "iframe-worker.js": SHIM,
    "draft.svg": DRAFT_ICON,
    "logo.svg": LOGO,
    # Beside the theme's worker, whose paths are relative to where it runs.
    "search-worker.js": "assets/javascripts/workers/handbook.js",
}


def write_docs(work: Path, settings: SiteSettings, pages: Mapping[str, Piece]) -> None:
    """Write the Markdown and the files of the site, replacing those of before."""
    others = {name: whole(source.read_bytes()) for name, source in _files(settings).items()}
    hold(work / DOCS, {**pages, **others})


def change_docs(work: Path, pages: Mapping[str, Piece]) -> None:
    """Write the Markdown of some pages that were written before."""
    for path, one in pages.items():
        file = work / DOCS / path
        file.unlink(missing_ok=True)
        file.write_bytes(one.content())


def write_frame(work: Path, settings: SiteSettings, book: Book, is_frozen: bool = False) -> None:
    """Write mkdocs.yml and the theme's additions, replacing those of before."""
    _write_theme(work / "theme", settings.theme)
    # JSON is YAML, without the question of what must be quoted.
    said = configuration(settings, book, is_frozen)
    text = orjson.dumps(said, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    replace(work / "mkdocs.yml", text.decode())


def _files(settings: SiteSettings) -> dict[str, Path]:
    """Return the files of the site that are no pages, by where they stand in it."""
    return {path: ASSETS / name for name, path in _OWN_FILES.items()} | settings.files


def _write_theme(folder: Path, more: Path | None) -> None:
    """Write what the theme gets besides its own, and what a user adds to that."""
    if more is None:
        own = {name: ASSETS / "theme" / name for name in listing(ASSETS / "theme")}
        hold(folder, {name: whole(file.read_bytes()) for name, file in own.items()})
        return
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ASSETS / "theme", folder)
    shutil.copytree(more, folder, dirs_exist_ok=True)


def replace(path: Path, text: str) -> None:
    """Write a new file: the old one may have a second name in a site that is read."""
    path.unlink(missing_ok=True)
    path.write_text(text, encoding="utf-8", newline="")


def frame_digest(work: Path, settings: SiteSettings) -> str:
    """Return the digest of what every page depends on; trusted code may depend on anything."""
    found = hashlib.sha256(f"schemactl {VERSION} {versions_of_tools()}".encode())
    said = orjson.loads((work / "mkdocs.yml").read_bytes())
    # Pages show parts of the navigation, of which each has a digest of its own.
    found.update(orjson.dumps({name: value for name, value in said.items() if name != "nav"}))
    theme = work / "theme"
    files = [(f"theme/{name}", theme / name) for name in sorted(listing(theme))]
    files += [(f"docs/{name}", file) for name, file in sorted(_files(settings).items())]
    for name, file in files:
        found.update(name.encode())
        found.update(file.read_bytes())
    if settings.trusted:
        found.update(os.urandom(16))
    return found.hexdigest()
