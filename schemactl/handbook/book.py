"""Book: a pure function from editions to the files of a site."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from schemactl.errors import AnswerIsBad, SchemactlError
from schemactl.handbook.edition import Edition
from schemactl.handbook.links import Atlas, examples_of
from schemactl.handbook.markup import is_web_address
from schemactl.handbook.navigation import features, navigation
from schemactl.handbook.pages import (
    confusable,
    decide,
    faq,
    glossary,
    guide,
    home,
    label,
    root,
    rules,
)
from schemactl.handbook.pages.guide import Guide
from schemactl.model.finding import Diagnostic

MOST_LISTED = 20


class Book(NamedTuple):
    """The Markdown of each page by its path, the files to copy, and what the site needs."""

    pages: dict[str, str]
    copies: dict[str, Path]
    navigation: list[dict[str, Any]]
    features: list[str]
    warnings: list[Diagnostic]


def compile_book(
    editions: Sequence[Edition], site_name: str = "Handbook", edit_url: str = ""
) -> Book:
    """Compile editions into pages. Raises AnswerIsBad where a `[[link]]` leads nowhere."""
    if not editions:
        raise SchemactlError(
            "there is no schema to make a handbook of",
            "write schemas/<name>/schema.yaml, or run `schemactl init --example`",
        )
    atlases = [Atlas(edition) for edition in editions]
    _refuse([problem for atlas in atlases for problem in guide.unresolved(atlas)])
    chapters = [(atlas, Guide(atlas)) for atlas in atlases]
    pages = {"index.md": root.render(atlases, site_name)}
    copies: dict[str, Path] = {}
    warnings: list[Diagnostic] = []
    for atlas, guideline in chapters:
        pages.update(_pages(atlas, guideline, edit_url))
        copies.update(_copies(atlas.edition))
        warnings += [*guideline.remarks, *_hidden_assets(atlas)]
    return Book(pages, copies, navigation(chapters), features(chapters), warnings)


def _pages(atlas: Atlas, guideline: Guide, edit_url: str) -> Iterator[tuple[str, str]]:
    name = atlas.edition.name
    yield f"{name}/index.md", home.render(atlas)
    yield f"{name}/decide.md", decide.render(atlas)
    yield f"{name}/rules.md", rules.render(atlas)
    yield f"{name}/confusable.md", confusable.render(atlas)
    yield f"{name}/glossary.md", glossary.render(atlas)
    yield f"{name}/faq.md", faq.render(atlas)
    for leaf in atlas.layout.pages:
        yield f"{leaf.path}.md", label.render(atlas, leaf, edit_url)
    release = atlas.edition.guideline_release
    if release is not None:
        yield f"{name}/guide/index.md", guide.render_index(guideline, release.guideline)
    for page in atlas.edition.pages:
        yield f"{guideline.path(page)}.md", guide.render(guideline, page)


def _copies(edition: Edition) -> Iterator[tuple[str, Path]]:
    for asset in (*edition.assets.values(), *edition.guide_assets.values()):
        if asset.is_shown:
            yield f"{edition.name}/assets/{asset.name}", asset.file


def _hidden_assets(atlas: Atlas) -> Iterator[Diagnostic]:
    """Warn of pictures that are not shown: those from elsewhere, and files that may act."""
    written = atlas.edition.written
    for name in dict.fromkeys(_named_files(atlas)):
        asset = atlas.edition.assets.get(name)
        if is_web_address(name):
            yield written.warn(name, "a picture from elsewhere is shown as a link")
        elif asset is None or not asset.is_shown:
            yield written.warn(
                name, f"the file {name!r} is not shown: no picture, or an unsafe one"
            )


def _named_files(atlas: Atlas) -> Iterator[str]:
    for task in atlas.edition.schema.tasks:
        for convention in task.conventions:
            if convention.image:
                yield convention.image
    for entry in atlas.entries.values():
        for example in examples_of(entry.label):
            yield from (file for file in (example.image, example.audio) if file)


def _refuse(problems: Iterable[Diagnostic]) -> None:
    found = list(problems)
    if not found:
        return
    lines = [described(problem) for problem in found[:MOST_LISTED]]
    if len(found) > MOST_LISTED:
        lines.append(f"and {len(found) - MOST_LISTED} more")
    raise AnswerIsBad("\n".join(lines), found[0].hint)


def described(problem: Diagnostic) -> str:
    """Return a diagnostic as file:line:column: message."""
    return f"{problem.file}:{problem.region.line}:{problem.region.column}: {problem.message}"
