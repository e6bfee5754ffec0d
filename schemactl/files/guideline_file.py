"""A guideline's files: guideline.yaml, Markdown pages with links, rulings."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from schemactl.files.source import read_document, read_text
from schemactl.files.structure import build
from schemactl.files.yaml_tree import Document
from schemactl.model.finding import Diagnostic, Region
from schemactl.model.guideline import ANSWER, Guideline, OpenRuling, Ruling
from schemactl.model.page_translation import FOLDER
from schemactl.workspace import Workspace

LINK = re.compile(r"\[\[([^\[\]\n]{1,200})\]\]")
IMAGE = re.compile(r"!\[([^\]\n]*)\]\(\s*<?([^)>\s]+)>?(?:\s+\"[^\"\n]*\")?\s*\)")
_CODE = re.compile(r"(?ms)^(`{3,}|~{3,}).*?^\1[^\n]*$|`[^`\n]+`")


class Page(NamedTuple):
    """A Markdown page: its file name, its path relative to the root, and its text."""

    name: str
    path: str
    text: str


class RulingFile(NamedTuple):
    """A ruling's file; `name` is the file name without the ending."""

    name: str
    document: Document
    ruling: Ruling | OpenRuling | None


class GuidelineFile(NamedTuple):
    """A guideline's working files; `problems` are those of the pages and their translations."""

    document: Document
    guideline: Guideline | None
    pages: tuple[Page, ...]
    rulings: tuple[RulingFile, ...]
    problems: tuple[Diagnostic, ...]
    translations: tuple[Page, ...] = ()


class Mention(NamedTuple):
    """A `[[link]]` or an image in a page, with its place; `words` stand for an image."""

    target: str
    region: Region
    words: str = ""


def read_guideline_file(workspace: Workspace, path: Path) -> GuidelineFile:
    """Read a guideline with its pages in the order of guideline.yaml, and its rulings."""
    document = read_document(workspace, path)
    data = document.data
    guideline = build(Guideline, data, document) if isinstance(data, dict) else None
    if guideline is None and not document.problems:
        message = "the file is empty or no mapping; a guideline starts with `schemactl: 1`"
        region = Region(1, 1, 1, 2)
        document.problems.append(
            Diagnostic("invalid-value", "error", message, document.path, region)
        )
    problems: list[Diagnostic] = []
    listed = [path.parent / name for name in (guideline.pages if guideline else ())]
    pages = tuple(_read_pages(workspace, listed, problems))
    rulings = _read_rulings(workspace, path.parent / "rulings")
    translated = sorted((path.parent / FOLDER).glob("*.md"))
    translations = tuple(_read_pages(workspace, translated, problems))
    return GuidelineFile(document, guideline, pages, rulings, tuple(problems), translations)


def _read_pages(
    workspace: Workspace, files: Iterable[Path], problems: list[Diagnostic]
) -> Iterator[Page]:
    for file in files:
        if file.is_file():
            text, wrong = read_text(workspace, file)
            yield Page(file.name, workspace.relative(file), text)
            problems.extend(wrong)


def _read_rulings(workspace: Workspace, folder: Path) -> tuple[RulingFile, ...]:
    found = []
    for path in sorted(folder.glob("*.yaml")) if folder.is_dir() else []:
        document = read_document(workspace, path)
        ruling = build_ruling(document)
        if ruling is None and not document.problems:
            message = "the file is empty or no mapping; a ruling has id, item, use, date"
            region = Region(1, 1, 1, 2)
            document.problems.append(
                Diagnostic("invalid-value", "error", message, document.path, region)
            )
        found.append(RulingFile(path.stem, document, ruling))
    return tuple(found)


def build_ruling(document: Document) -> Ruling | OpenRuling | None:
    """Return what a ruling's file says: a decision, or a question where it has no answer.

    Problems go to the document; None where nothing can be kept.
    """
    data = document.data
    if not isinstance(data, dict):
        return None
    if any(key in data for key in ANSWER):
        return build(Ruling, data, document)
    return build(OpenRuling, data, document, ANSWER)


def links(text: str) -> list[Mention]:
    """Return the `[[links]]` of a page outside code, in order."""
    return [found for found, _ in _mentions(LINK, 1, text)]


def images(text: str) -> list[Mention]:
    """Return the images of a page outside code, in order; the target is the path."""
    found = _mentions(IMAGE, 2, text)
    return [image._replace(words=match.group(1).strip()) for image, match in found]


def _mentions(
    pattern: re.Pattern[str], group: int, text: str
) -> Iterator[tuple[Mention, re.Match[str]]]:
    # Code keeps its length, so that places stay right.
    plain = _CODE.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text)
    for match in pattern.finditer(plain):
        line = text.count("\n", 0, match.start()) + 1
        column = match.start() - text.rfind("\n", 0, match.start())
        region = Region(line, column, line, column + len(match.group()))
        yield Mention(match.group(group).strip(), region), match
