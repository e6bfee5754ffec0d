"""Rendering: the HTML of a book, kept in a work folder so that only what changed is made again.

The folder holds `mkdocs.yml`, `docs/`, `theme/`, the HTML in `html/` and `state.json`, which says
what the HTML was made from. A page is made again when its Markdown differs, and all pages when
anything differs that every page shows: the configuration, the theme, the versions of the tools.
Where only the text of a page differs, it takes the place of the old one without the generator.
"""

import hashlib
import json
import shutil
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import orjson

from schemactl.handbook.advance import Report, silent
from schemactl.handbook.article import Anchors
from schemactl.handbook.book import Book
from schemactl.handbook.configuration import ANCHORS, SiteSettings
from schemactl.handbook.file_texts import pieces
from schemactl.handbook.generator import generate
from schemactl.handbook.leading import relisted
from schemactl.handbook.listing import Listing, listing
from schemactl.handbook.navigation import Items, titles_by_page, with_tongues
from schemactl.handbook.patching import Page, Patched, Swap, patched
from schemactl.handbook.placing import Tree
from schemactl.handbook.recycling import recycle
from schemactl.handbook.rendered import (
    STATE,
    Rendered,
    address,
    read_rendered,
    stamps,
    standing,
    write_rendered,
)
from schemactl.handbook.shares import INDEX, Found, generate_shares, processes_for, searched
from schemactl.handbook.sources import (
    DOCS,
    change_docs,
    frame_digest,
    replace,
    write_docs,
    write_frame,
)
from schemactl.handbook.surroundings import ELSEWHERE, surroundings

HTML = "html"
_LEADING_CODE = (Path(__file__), Path(__file__).with_name("surroundings.py"))
_INDEXES = (INDEX.as_posix(), INDEX.with_suffix(".js").as_posix())
# What MkDocs writes in every build, besides the search index.
_WRITTEN = (".html", "sitemap.xml", "sitemap.xml.gz")


def render_book(
    work: Path,
    settings: SiteSettings,
    book: Book,
    is_frozen: bool = False,
    report: Report = silent,
) -> Path:
    """Return the folder of the book's HTML, which is up to date afterwards."""
    return render_tree(work, settings, book, is_frozen, report).folder


def render_tree(
    work: Path,
    settings: SiteSettings,
    book: Book,
    is_frozen: bool = False,
    report: Report = silent,
    retired: Path | None = None,
) -> Tree:
    """Return the folder of the book's HTML, which is up to date afterwards, with its files.

    In `retired` are files that nobody reads any more, to write pages into.
    """
    html = work / HTML
    before = read_rendered(work)
    docs = pieces(book.pages)
    pages = {path: one.digest for path, one in docs.items()}
    texts, then = _texts_before(work, pages, before.pages), _navigation_before(work)
    # An interrupted build leaves no state behind, so that the next one makes everything.
    (work / STATE).unlink(missing_ok=True)
    write_frame(work, settings, book, is_frozen)
    files = listing(html)
    frame, navigation = frame_digest(work, settings), _navigation_digest(settings, book)
    is_led_alike = before.navigation == navigation
    around = before.around if is_led_alike else _around(settings, book)
    now = Rendered(frame, pages, around, stamps(files), navigation)
    intact = standing(before, now, pages)
    kept = [path for path in intact if before.surrounding(path) == now.surrounding(path)]
    same = {path for path in intact if before.pages[path] == pages[path]}
    if settings.trusted or settings.theme:
        kept = [path for path in kept if path in same]
    else:
        led = _led(html, book, then, set(intact) - set(kept))
        mended = {path: texts[path] for path in (*kept, *led) if path in texts}
        kept = [path for path in (*kept, *led) if path in same]
        patches = _patches(html, book, mended, led)
        kept += _write(html, patches, led, same, retired)
        files |= _files_at(html, {*map(address, (*led, *patches)), *_INDEXES} & files.keys())
    # A page that says what is missing shows the navigation as well.
    is_same = before.surrounding(ELSEWHERE) == now.surrounding(ELSEWHERE)
    if len(kept) < len(pages) or before.pages.keys() != pages.keys() or not is_same:
        write_docs(work, settings, docs)
        processes = 1 if settings.trusted else processes_for(len(pages) - len(kept))
        _make(work, pages, kept, processes, report)
        files = listing(html)
    else:
        change_docs(work, {path: docs[path] for path in pages.keys() - same})
    write_rendered(work, now._replace(stamps=stamps(files)))
    return Tree(html, files)


def _files_at(html: Path, names: Iterable[str]) -> Listing:
    return {name: (html / name).lstat() for name in names}


def _make(
    work: Path, pages: Mapping[str, str], kept: Sequence[str], processes: int, report: Report
) -> None:
    """Have the generator make all pages but those that are kept."""
    html = work / HTML
    if not kept:
        shutil.rmtree(html, ignore_errors=True)
        if processes == 1:
            generate(work / "mkdocs.yml", html, report=report)
            return
    still = [address(path) for path in kept]
    before_that = searched(html, still)
    # What is written is a new file: the old one may have a second name in a site that is read.
    for name in listing(html).keys() - set(still):
        if name.endswith(_WRITTEN) or Path(name).parent == INDEX.parent:
            (html / name).unlink()
    missing = sorted({address(path) for path in pages} - set(still))
    elsewhere = generate_shares(work / "mkdocs.yml", html, missing, processes, report)
    _complete_search(html, [*before_that, *elsewhere], pages)


def _navigation_digest(settings: SiteSettings, book: Book) -> str:
    """Return the digest of all that decides what of the navigation stands on which page."""
    tongues = [list(tongue) for tongue in book.tongues]
    is_plain = not (settings.trusted or settings.theme)
    said = [is_plain, book.navigation, book.features, tongues, list(book.pages) if tongues else []]
    found = hashlib.sha256(orjson.dumps(said))
    for file in _LEADING_CODE:
        found.update(file.read_bytes())
    return found.hexdigest()


def _around(settings: SiteSettings, book: Book) -> dict[str, str]:
    """Return what of the navigation stands on each page; another theme may show any of it."""
    if settings.trusted or settings.theme:
        return surroundings(with_tongues(book.navigation, book.tongues), ())
    found = surroundings(book.navigation, book.features)
    for tongue in book.tongues:
        shown = surroundings(tongue.items, book.features)
        beside = shown.pop(ELSEWHERE)
        found |= {path: beside for path in book.pages if path.startswith(tuple(tongue.folders))}
        found |= shown
    return found


def _texts_before(work: Path, pages: Mapping[str, str], known: Mapping[str, str]) -> dict[str, str]:
    """Return the texts that the pages in the work folder were made of, of those that changed."""
    found = {}
    for path, digest in pages.items():
        if known.get(path, digest) == digest:
            continue
        file = work / DOCS / path
        if file.is_file():
            content = file.read_bytes()
            if _digest(content) == known[path]:
                found[path] = content.decode()
    return found


def _navigation_before(work: Path) -> Items:
    """Return the navigation that the pages in the work folder show."""
    try:
        found: Items = orjson.loads((work / "mkdocs.yml").read_bytes())["nav"]
    except (OSError, ValueError, TypeError, KeyError):
        return []
    return found


def _led(html: Path, book: Book, then: Items, pages: Collection[str]) -> dict[str, str]:
    """Return the pages beside which only the lists changed, with those of now."""
    if not pages:
        return {}
    texts = {path: (html / address(path)).read_bytes().decode() for path in pages}
    navigations = then, with_tongues(book.navigation, book.tongues)
    return relisted(texts, navigations, book.tongues, book.features)


def _patches(
    html: Path, book: Book, texts: Mapping[str, str], led: Mapping[str, str]
) -> dict[str, Patched]:
    """Return the pages of which only the text differs from the one before."""
    whole = with_tongues(book.navigation, book.tongues)
    titles = titles_by_page(whole) if texts else {}
    anchors = Anchors.of(ANCHORS)
    found = {}
    for path, before in texts.items():
        name = address(path)
        page = Page(name, titles.get(path), before, book.pages[path])
        content = led[path] if path in led else (html / name).read_bytes().decode()
        if one := patched(page, content, anchors):
            found[path] = one
    return found


def _write(
    html: Path,
    patches: Mapping[str, Patched],
    led: Mapping[str, str],
    same: Collection[str],
    retired: Path | None,
) -> list[str]:
    """Write what was made without the generator; return the pages that were patched."""
    for path in led.keys() & same:
        recycle(html, address(path), led[path], retired)
    if not _take(html, patches):
        return []
    for path, one in patches.items():
        recycle(html, address(path), one.html, retired)
    return list(patches)


def _take(html: Path, patches: Mapping[str, Patched]) -> bool:
    """Write what a search finds on patched pages; False where it found another thing."""
    index = html / INDEX
    found = index.read_bytes().decode() if patches and index.is_file() else None
    if found is not None:
        swapped = _swapped(found, [swap for one in patches.values() for swap in one.swaps])
        if swapped is None:
            return False
        if swapped != found:
            _put_search(html, swapped)
    return True


def _swapped(index: str, swaps: Iterable[Swap]) -> str | None:
    """Return the search index with entries exchanged; None where those of before are not in it."""
    for swap in swaps:
        before, after = (_compact(docs)[1:-1] for docs in swap)
        if before == after:
            continue
        if index.count(before) != 1:
            return None
        index = index.replace(before, after)
    return index


def _complete_search(html: Path, others: list[Found], pages: Mapping[str, str]) -> None:
    """Add to the index of the pages made here what is known of the others, as MkDocs walks them."""
    file = html / INDEX
    if not file.is_file():
        return
    index = json.loads(file.read_text(encoding="utf-8"))
    by_page: dict[str, list[Found]] = {}
    for doc in (*others, *index["docs"]):
        by_page.setdefault(doc["location"].partition("#")[0], []).append(doc)
    order = [address(path) for path in sorted(pages, key=_walked)]
    index["docs"] = [doc for page in order for doc in by_page.get(page, [])]
    _put_search(html, _compact(index))


def _compact(data: Any) -> str:
    return json.dumps(data, separators=(",", ":"))


def _put_search(html: Path, index: str) -> None:
    replace(html / INDEX, index)
    replace((html / INDEX).with_suffix(".js"), f"var __index = {index}")


def _walked(path: str) -> tuple[tuple[int, int, str], ...]:
    """Return a key of the order in which MkDocs walks: a folder's files, then its folders."""
    *folders, name = path.split("/")
    is_first = name in ("index.md", "README.md")
    return (*((1, 0, folder) for folder in folders), (0, not is_first, name))


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
