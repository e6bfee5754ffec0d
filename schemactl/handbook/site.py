"""Site: the compiled pages as one folder that appears whole, or not at all."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from schemactl.errors import SchemactlError
from schemactl.files.known_blocks import read_known_blocks, write_known_blocks
from schemactl.files.yaml_blocks import BlockDocument
from schemactl.handbook.advance import Report, part, silent
from schemactl.handbook.book import Book, Sources, compile_book
from schemactl.handbook.configuration import SiteSettings, read_settings
from schemactl.handbook.edition import Edition, read_editions
from schemactl.handbook.file_texts import Piece, pieces, whole
from schemactl.handbook.frozen import (
    COMPILED,
    Copy,
    copies_by_ref,
    freeze,
    frozen_editions,
    with_banner,
)
from schemactl.handbook.generator import theme_version
from schemactl.handbook.holding import hold
from schemactl.handbook.inspection import Seen, policies
from schemactl.handbook.kept_texts import read_kept, write_kept
from schemactl.handbook.known_labels import KnownLabels
from schemactl.handbook.looking import seen_pages
from schemactl.handbook.pages.records import described as described_records
from schemactl.handbook.pages.records import folder_beside
from schemactl.handbook.placing import Tree, place
from schemactl.handbook.records import read_records
from schemactl.handbook.recycling import RETIRED
from schemactl.handbook.rendering import render_tree
from schemactl.model.finding import Diagnostic
from schemactl.registry.collector import paused
from schemactl.version import VERSION
from schemactl.workspace import Workspace

if TYPE_CHECKING:
    from schemactl.model.traced import Lineage

FORMAT = "schemactl-handbook-1"
MANIFEST = "manifest.json"
POLICY = "csp.txt"
EMBED_POLICY = "csp-embed.txt"
OTHERS = "others"
KNOWN = "labels"
BLOCKS = "blocks"
_SEEN = "inspected.json"
_MOST_PROBLEMS = 10
# About so much of the time has passed when all is read, and when all pages are written.
_READ, _WRITTEN = 0.1, 0.9


class Built(NamedTuple):
    """A built site: its folder, how many pages it has, from what, and what was not shown."""

    folder: Path
    pages: int
    editions: tuple[Edition, ...]
    warnings: tuple[Diagnostic, ...]


def build_site(
    workspace: Workspace,
    out: Path | None = None,
    trust: bool = False,
    all_versions: bool = False,
    drafts: bool = False,
    report: Report = silent,
) -> Built:
    """Build the handbook of all schemas into a folder that appears whole, or not at all.

    Pages whose text and frame did not change since the last build are taken from it.
    With `drafts` the working copies are shown, in a folder of their own that nobody else reads.
    """
    work = workspace.root / "build" / ("preview" if drafts else "handbook")
    target = (work / "site" if out is None else out).absolute()
    check_target(target)
    settings = read_settings(workspace, trust)
    with paused():
        blocks = read_known_blocks(work / BLOCKS)
        reader = partial(BlockDocument, known=blocks)
        lineages, editions = read_records(workspace, read_editions(workspace, drafts, reader))
        write_known_blocks(work / BLOCKS, blocks)
        frozen = [
            (edition, copy)
            for edition in editions
            for copy in (frozen_editions(workspace, edition) if all_versions else ())
        ]
        first, *others = _stages(report, 1 + len(frozen))
        sources = Sources(
            settings.site_name,
            settings.edit_url,
            settings.site_url,
            copies_by_ref([copy for _, copy in frozen]),
            lineages,
            settings.words,
            _edited(workspace) if settings.edit_url else {},
        )
        known = KnownLabels(read_kept(work / KNOWN))
        book = compile_book(editions, sources, part(first, 0.0, COMPILED), known)
        write_kept(work / KNOWN, known.before, known.now)
    retired = work / RETIRED if drafts else None
    html = render_tree(work, settings, book, report=part(first, COMPILED, 1.0), retired=retired)
    copies = [
        (edition, freeze(work, settings, copy, stage))
        for (edition, copy), stage in zip(frozen, others, strict=True)
    ]
    trees = [
        html,
        Tree(work / OTHERS, hold(work / OTHERS, dict(_others(book, copies)))),
    ]
    policy = _policies(seen_pages(trees, work / _SEEN), settings)
    described = manifest(editions, [copy for _, copy in copies], lineages)
    place(trees, target, work, partial(_finish, policy, described), retired)
    pages = len(book.pages) + sum(name.endswith(".html") for _, c in copies for name in c.files)
    return Built(target, pages, tuple(editions), tuple(book.warnings))


def _stages(report: Report, editions: int) -> list[Report]:
    """Return the report of each edition that is rendered, once all are read."""
    report(_READ)
    size = (_WRITTEN - _READ) / editions
    ends = [_READ + number * size for number in range(editions + 1)]
    return [part(report, begin, end) for begin, end in pairwise(ends)]


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


def _others(book: Book, copies: Sequence[tuple[Edition, Copy]]) -> Iterator[tuple[str, Piece]]:
    """Yield what stands in the site beside the generated pages."""
    yield from pieces(book.texts).items()
    yield from ((path, whole(source.read_bytes())) for path, source in book.copies.items())
    pages = set(book.pages)
    for edition, copy in copies:
        shown = with_banner(copy, edition, pages)
        yield from ((path, whole(content)) for path, content in shown.items())


def _edited(workspace: Workspace) -> dict[str, str]:
    """Return the files of schemas as people edit them, which a release need not be made of."""
    files = {name: workspace.schema_file(name) for name in workspace.schema_names()}
    return {
        name: file.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
        for name, file in files.items()
        if file.is_file()
    }


def _policies(seen: Mapping[str, Seen], settings: SiteSettings) -> tuple[str, str]:
    """Return the policies that the pages need. Raises SchemactlError where none is safe."""
    problems = [f"{name}: {problem}" for name, one in seen.items() for problem in one.problems]
    if problems:
        raise SchemactlError(
            "the built handbook would need an unsafe policy: "
            + "; ".join(problems[:_MOST_PROBLEMS]),
            "remove what --trust-mkdocs brought in; without it this is a bug to report",
        )
    return policies(seen.values(), settings.embed_origins)


def _finish(policy: tuple[str, str], described: dict[str, Any], site: Path) -> None:
    """Add what says something of the site itself."""
    text = json.dumps(described, ensure_ascii=False, indent=2)
    for name, content in zip((POLICY, EMBED_POLICY), policy, strict=True):
        (site / name).write_text(content, encoding="utf-8", newline="\n")
    (site / MANIFEST).write_text(text + "\n", encoding="utf-8", newline="\n")


def manifest(
    editions: Sequence[Edition],
    copies: Sequence[Copy] = (),
    lineages: "Sequence[Lineage]" = (),
) -> dict[str, Any]:
    """Return what the site was made from and with; `tree` is the digest of a copy's files."""
    return {
        "format": FORMAT,
        "tool": f"schemactl {VERSION}",
        "theme": theme_version(),
        "schemas": [described_edition(edition) for edition in editions],
        "versions": [copy.described() for copy in copies],
        "records": described_records(lineages, folder_beside(one.name for one in editions)),
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
