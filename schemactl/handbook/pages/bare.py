"""Bare pages: whole HTML without the theme, for a tool's side panel and for paper."""

import posixpath
from functools import lru_cache

from schemactl.handbook.languages import is_right_to_left
from schemactl.handbook.links import Atlas
from schemactl.handbook.markup import escape, title
from schemactl.handbook.pages.frame import DRAFT, ENGLISH, SUPERSEDED, authority, versions

STYLES = ("assets/handbook.css", "assets/embed.css")
ICON = "assets/logo.svg"
DRAFT_ICON = "assets/draft.svg"


def bare(atlas: Atlas, source: str, name: str, body: str, more: str = "") -> str:
    """Return a page with its name, content and version; `more` stands at the foot."""
    before, after = around(atlas, source, name, more)
    return f"{before}{body}{after}"


def around(atlas: Atlas, source: str, name: str, more: str = "") -> tuple[str, str]:
    """Return what stands before the content of a page, and what behind it."""
    styles = "".join(
        f'<link rel="stylesheet" href="{escape(_address(source, style))}">' for style in STYLES
    )
    paper = _address(source, f"{atlas.edition.folder}/print.css")
    language = atlas.edition.spoken if atlas.words else ENGLISH
    side = "rtl" if is_right_to_left(language) else "ltr"
    edition = atlas.edition
    draft = f'<p class="draft" role="note"><strong>{DRAFT}.</strong></p>'
    banner = (draft if edition.is_draft else "") + (SUPERSEDED if edition.is_frozen else "")
    told = f"{versions(edition)}{authority(edition)}{more}"
    icon = DRAFT_ICON if edition.is_draft else ICON
    before = (
        f'<!doctype html>\n<html lang="{escape(language)}" dir="{side}">\n'
        '<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="robots" content="noindex">\n'
        f"<title>{title(name)}</title>\n{styles}\n"
        f'<link rel="stylesheet" media="print" href="{escape(paper)}">\n'
        f'<link rel="icon" href="{escape(_address(source, icon))}">\n</head>\n'
        '<body class="embed" data-md-color-scheme="default" data-md-color-primary="custom" '
        'data-md-color-accent="custom">\n<main class="md-typeset">\n'
        f"{banner}<h1>{escape(name)}</h1>"
    )
    return before, f'\n<div class="foot">{told}</div>\n</main>\n</body>\n</html>\n'


def _address(source: str, name: str) -> str:
    return _from_folder(posixpath.dirname(source) or ".", name)


@lru_cache
def _from_folder(folder: str, name: str) -> str:
    return posixpath.relpath(name, folder)
