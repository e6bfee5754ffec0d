"""Frozen copies: the handbook of each released version, rendered from its release alone.

A copy never changes: its HTML depends on the release, the guideline that was in force when the
version came, and the tools, not on what was released later. What must be said of later releases
is put into the banner afterwards, and is not part of the tree's digest.
"""

import hashlib
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

from schemactl.handbook.advance import Report, part, silent
from schemactl.handbook.book import Book, compile_book
from schemactl.handbook.configuration import SiteSettings
from schemactl.handbook.edition import Edition, compose
from schemactl.handbook.links import relative_url
from schemactl.handbook.pages.frame import ENGLISH, SUPERSEDED
from schemactl.handbook.rendering import render_book
from schemactl.handbook.words import in_other_words, shipped, speaker
from schemactl.model.release import GuidelineRelease
from schemactl.model.version import admits, precedence
from schemactl.workspace import Workspace

FOLDER = "v"
# Of the time that an edition takes, about so much passes before its pages get their frame.
COMPILED = 0.4


class Copy(NamedTuple):
    """A frozen version: its edition, its HTML by path in the site, and the digest of the tree."""

    edition: Edition
    files: dict[str, bytes]
    tree: str

    def described(self) -> dict[str, Any]:
        """Return what the manifest of the site says of the copy."""
        guideline = self.edition.guideline_release
        return {
            "ref": self.edition.schema_release.ref,
            "digest": self.edition.schema_release.digest,
            "guideline": None if guideline is None else guideline.ref,
            "guideline_digest": None if guideline is None else guideline.digest,
            "path": f"{self.edition.folder}/index.html",
            "tree": self.tree,
        }


class Told(NamedTuple):
    """What the banner of a copy says of its release, and as what it is shown."""

    text: str
    kind: str


def frozen_editions(workspace: Workspace, edition: Edition) -> Iterator[Edition]:
    """Yield an edition for every release of a schema, and for each guideline it got later."""
    guidelines = [one.guideline for one in edition.guide_timeline if one.guideline is not None]
    for milestone in edition.timeline:
        release = milestone.schema
        if release is None:
            continue
        first, *later = _in_force(guidelines, edition.name, milestone.version)
        place = f"{edition.name}/{FOLDER}/{milestone.version}"
        source = release.folder / "source" / "schema.yaml"
        for guideline in (first, *later):
            is_first = guideline is first
            own = place if is_first or guideline is None else _with_guideline(place, guideline)
            composed = compose(workspace, release, guideline, source)
            yield composed._replace(place=own, is_frozen=True)


def _with_guideline(place: str, guideline: GuidelineRelease) -> str:
    return f"{place}-guideline-{guideline.guideline.version}"


def _in_force(
    guidelines: list[GuidelineRelease], schema: str, version: str
) -> list[GuidelineRelease | None]:
    """Return the guideline in force when a version came, then those released for it later.

    A guideline pins the highest version in its range at its own release: one that pins a lower
    version was there before, one that pins this version came with it or after it.
    """
    before, after = [], []
    for one in guidelines:
        covers = one.guideline.covers
        if covers.name != schema or not admits(covers.versions, version):
            continue
        pinned = one.guideline.built_with
        built = version if pinned is None else pinned.ref.rpartition("@")[2]
        if precedence(built) < precedence(version):
            before.append(one)
        elif built == version:
            after.append(one)
    return [*before[-1:], *after] or [None]


def copies_by_ref(editions: list[Edition]) -> dict[str, str]:
    """Return the home of the first copy that shows each release."""
    found: dict[str, str] = {}
    for edition in editions:
        home = f"{edition.folder}/index"
        found.setdefault(edition.schema_release.ref, home)
        if edition.guideline_release is not None:
            found.setdefault(edition.guideline_release.ref, home)
    return found


def freeze(work: Path, settings: SiteSettings, edition: Edition, report: Report = silent) -> Copy:
    """Render a copy; what was rendered before from the same is taken as it is."""
    book = compile_book([edition], report=part(report, 0.0, COMPILED))
    own = work / "frozen" / edition.folder.replace("/", "_")
    html = render_book(own, settings, book, is_frozen=True, report=part(report, COMPILED, 1.0))
    files = {
        path.relative_to(html).as_posix(): path.read_bytes()
        for path in sorted((html / edition.folder).rglob("*.html"))
    }
    files |= _others(book)
    listed = "".join(
        f"{hashlib.sha256(content).hexdigest()}  {name}\n"
        for name, content in sorted(files.items())
    )
    return Copy(edition, files, f"sha256:{hashlib.sha256(listed.encode()).hexdigest()}")


def _others(book: Book) -> dict[str, bytes]:
    texts = {path: text.encode() for path, text in book.texts.items()}
    return texts | {path: source.read_bytes() for path, source in book.copies.items()}


def with_banner(copy: Copy, current: Edition, pages: set[str]) -> dict[str, bytes]:
    """Return the files of a copy, whose pages say how long it was in force and lead to today's."""
    told = _told(copy.edition.schema_release.ref, current)
    if told is None:
        return copy.files
    empty = SUPERSEDED.encode()
    return {
        name: content.replace(empty, _banner(copy, current, pages, name, told).encode())
        if name.endswith(".html")
        else content
        for name, content in copy.files.items()
    }


def _told(ref: str, current: Edition) -> Told | None:
    """Return since when a release is in force, and what took its place, where something did."""
    timeline = current.timeline
    number = next((position for position, one in enumerate(timeline) if one.ref == ref), None)
    if number is None:
        return None
    since, newer = timeline[number].date, timeline[number + 1 : number + 2]
    if not newer or ref == current.schema_release.ref:
        told = f"You read {ref}, in force since {since}." if since else f"You read {ref}, in force."
        return Told(told, "version")
    ended = newer[0].date
    told = f"You read {ref}, replaced by {newer[0].ref}."
    if since and ended:
        told = f"You read {ref}, in force since {since}, replaced on {ended} by {newer[0].ref}."
    return Told(told, "superseded")


def _banner(copy: Copy, current: Edition, pages: set[str], name: str, told: Told) -> str:
    path = name.removesuffix(".html")
    today = current.folder + path.removeprefix(copy.edition.folder)
    # Everything on one page is a page of every edition, and none of the generator's.
    is_there = f"{today}.md" in pages or name == f"{copy.edition.folder}/print.html"
    today = today if is_there else f"{current.folder}/index"
    changes = f"{current.folder}/changes/{copy.edition.schema.version}"
    links = " · ".join(
        f'<a href="{escape(relative_url(path, goal))}">{shown}</a>'
        for goal, shown in ((today, "This page today"), (changes, "what changed"))
    )
    banner = f'<p class="{told.kind}" role="note">{escape(told.text)} {links}</p>'
    language = copy.edition.spoken
    return banner if language == ENGLISH else in_other_words(banner, speaker(shipped(language)))
