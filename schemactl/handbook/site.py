"""Site: writes the compiled pages and has MkDocs turn them into HTML; the one door to MkDocs."""

import importlib.metadata
import json
import logging
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from schemactl.errors import SchemactlError
from schemactl.handbook.book import Book, Sources, compile_book
from schemactl.handbook.configuration import (
    EMBED_STYLE,
    LOGO,
    SCRIPT,
    SHIM,
    STYLE,
    SiteSettings,
    configuration,
    read_settings,
)
from schemactl.handbook.edition import Edition, read_editions
from schemactl.handbook.inspection import inspect
from schemactl.model.finding import Diagnostic
from schemactl.version import VERSION
from schemactl.workspace import Workspace

FORMAT = "schemactl-handbook-1"
MANIFEST = "manifest.json"
POLICY = "csp.txt"
EMBED_POLICY = "csp-embed.txt"
ASSETS = Path(__file__).parent / "assets"
_OWN_FILES = {
    "embed.css": EMBED_STYLE,
    "handbook.css": STYLE,
    "handbook.js": SCRIPT,
    "iframe-worker.js": SHIM,
    "logo.svg": LOGO,
    # Beside the theme's worker, whose paths are relative to where it runs.
    "search-worker.js": "assets/javascripts/workers/handbook.js",
}
# 1980-01-01: no clock may reach the site, and archives know no earlier day.
_NO_TIME = "315532800"
_MOST_PROBLEMS = 10


class Built(NamedTuple):
    """A built site: its folder, how many pages it has, from what, and what was not shown."""

    folder: Path
    pages: int
    editions: tuple[Edition, ...]
    warnings: tuple[Diagnostic, ...]


def build_site(workspace: Workspace, out: Path | None = None, trust: bool = False) -> Built:
    """Build the handbook of all schemas into a folder that appears whole, or not at all."""
    work = workspace.root / "build" / "handbook"
    target = (work / "site" if out is None else out).absolute()
    check_target(target)
    settings = read_settings(workspace, trust)
    editions = read_editions(workspace)
    book = compile_book(editions, Sources(settings.site_name, settings.edit_url, settings.site_url))
    write_sources(work, settings, book)
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        _run_mkdocs(work / "mkdocs.yml", fresh)
        _finish(fresh, editions, settings.embed_origins)
        fresh.chmod(0o755)
        _move(fresh, target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return Built(target, len(book.pages), tuple(editions), tuple(book.warnings))


def check_target(target: Path) -> None:
    """Raise SchemactlError where the target holds anything but an earlier handbook."""
    if not target.exists():
        return
    if target.is_dir() and (not any(target.iterdir()) or _is_handbook(target)):
        return
    raise SchemactlError(
        f"{target} exists and is no handbook of an earlier build",
        "give --out a folder that is new, empty or an earlier handbook",
    )


def _is_handbook(folder: Path) -> bool:
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(found, dict) and found.get("format") == FORMAT


def write_sources(work: Path, settings: SiteSettings, book: Book) -> None:
    """Write mkdocs.yml, the Markdown and the theme's additions, replacing those of before."""
    for name in ("docs", "theme"):
        shutil.rmtree(work / name, ignore_errors=True)
    docs = work / "docs"
    made: set[Path] = set()
    for path, text in book.pages.items():
        file = docs / path
        if file.parent not in made:
            file.parent.mkdir(parents=True, exist_ok=True)
            made.add(file.parent)
        file.write_text(text, encoding="utf-8", newline="\n")
    for path, text in book.texts.items():
        (docs / path).parent.mkdir(parents=True, exist_ok=True)
        (docs / path).write_text(text, encoding="utf-8", newline="\n")
    for path, source in {**book.copies, **settings.files}.items():
        (docs / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, docs / path)
    for name, path in _OWN_FILES.items():
        (docs / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ASSETS / name, docs / path)
    shutil.copytree(ASSETS / "theme", work / "theme")
    if settings.theme is not None:
        shutil.copytree(settings.theme, work / "theme", dirs_exist_ok=True)
    # JSON is YAML, without the question of what must be quoted.
    text = json.dumps(configuration(settings, book), ensure_ascii=False, indent=1)
    (work / "mkdocs.yml").write_text(text + "\n", encoding="utf-8", newline="\n")


def _run_mkdocs(file: Path, site: Path) -> None:
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    with _quiet() as remarks, _fixed_time():
        try:
            config = load_config(str(file), site_dir=str(site))
            config.plugins.on_startup(command="build", dirty=False)
            build(config)
            config.plugins.on_shutdown()
        # Aborting is a SystemExit in MkDocs.
        except (MkDocsException, SystemExit) as error:
            found = "\n".join(remarks[:_MOST_PROBLEMS]) or str(error)
            raise SchemactlError(
                f"MkDocs did not build the handbook: {found}",
                f"the pages are in {file.parent}; without --trust-mkdocs this is a bug to report",
            ) from error


class _Remarks(logging.Handler):
    """Keeps what MkDocs warns of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.found.append(record.getMessage())


@contextmanager
def _quiet() -> Iterator[list[str]]:
    """Collect the warnings of MkDocs instead of printing them."""
    logger = logging.getLogger("mkdocs")
    handler = _Remarks()
    before, level = logger.propagate, logger.level
    logger.addHandler(handler)
    logger.propagate = False
    logger.setLevel(logging.WARNING)
    try:
        yield handler.found
    finally:
        logger.removeHandler(handler)
        logger.propagate = before
        logger.setLevel(level)


@contextmanager
def _fixed_time() -> Iterator[None]:
    """Keep the clock out of the site, unless the caller has set its time."""
    name = "SOURCE_DATE_EPOCH"
    before = os.environ.get(name)
    os.environ.setdefault(name, _NO_TIME)
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]


def _finish(site: Path, editions: Sequence[Edition], origins: Sequence[str]) -> None:
    inspected = inspect(site, origins)
    if inspected.problems:
        raise SchemactlError(
            "the built handbook would need an unsafe policy: "
            + "; ".join(inspected.problems[:_MOST_PROBLEMS]),
            "remove what --trust-mkdocs brought in; without it this is a bug to report",
        )
    (site / POLICY).write_text(inspected.policy, encoding="utf-8", newline="\n")
    (site / EMBED_POLICY).write_text(inspected.embed_policy, encoding="utf-8", newline="\n")
    text = json.dumps(manifest(editions), ensure_ascii=False, indent=2)
    (site / MANIFEST).write_text(text + "\n", encoding="utf-8", newline="\n")


def manifest(editions: Sequence[Edition]) -> dict[str, Any]:
    """Return what the site was made from and with."""
    theme = importlib.metadata.version("mkdocs-material")
    return {
        "format": FORMAT,
        "tool": f"schemactl {VERSION}",
        "theme": f"mkdocs-material {theme}",
        "schemas": [described_edition(edition) for edition in editions],
    }


def described_edition(edition: Edition) -> dict[str, Any]:
    """Return the refs and digests of an edition; a draft has no digest."""
    guideline = edition.guideline_release
    return {
        "ref": edition.schema_release.ref,
        "digest": edition.schema_release.digest or None,
        "guideline": None if guideline is None else guideline.ref,
        "guideline_digest": None if guideline is None else guideline.digest or None,
        "draft": edition.is_draft,
    }


def _move(fresh: Path, target: Path) -> None:
    if not target.exists():
        fresh.rename(target)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    target.rename(old / "old")
    fresh.rename(target)
    shutil.rmtree(old, ignore_errors=True)
