"""Embedded page: one label without anything around it, for the side panel of a labeling tool."""

from schemactl.handbook.links import Atlas, Entry, relative_url, url
from schemactl.handbook.markup import escape, link, title
from schemactl.handbook.pages.choosing import confusable, unsure
from schemactl.handbook.pages.criteria import criteria, definition, facts
from schemactl.handbook.pages.examples import cards
from schemactl.handbook.pages.frame import DRAFT, versions
from schemactl.model.address import slug

STYLES = ("assets/handbook.css", "assets/embed.css")
ICON = "assets/logo.svg"


def embed_path(atlas: Atlas, entry: Entry) -> str:
    """Return where the page stands; the task is named where several have labels."""
    task = f"{entry.taxonomy.task.id}/" if len(atlas.taxonomies) > 1 else ""
    return f"{atlas.edition.folder}/embed/{task}{slug(entry.label.id)}"


def render(atlas: Atlas, entry: Entry) -> str:
    """Return a whole HTML page; its links open the handbook in a tab of its own."""
    source = embed_path(atlas, entry)
    shown = entry._replace(page=source)
    parts = (
        ("Include and exclude", criteria(atlas, shown)),
        ("Examples", cards(atlas, shown)),
        ("Confusable with", confusable(atlas, shown)),
        ("When you are not sure", unsure(atlas, shown)),
    )
    body = "".join(f"<h2>{name}</h2>{content}" for name, content in parts)
    styles = "".join(
        f'<link rel="stylesheet" href="{escape(_asset(source, style))}">' for style in STYLES
    )
    whole = link(url(source, entry.spot), "Whole page", "whole")
    draft = (
        f'<p class="draft" role="note"><strong>{DRAFT}.</strong></p>'
        if atlas.edition.is_draft
        else ""
    )
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="robots" content="noindex">\n'
        f"<title>{title(entry.label.title)}</title>\n{styles}\n"
        f'<link rel="icon" href="{escape(_asset(source, ICON))}">\n</head>\n'
        '<body class="embed" data-md-color-scheme="default" data-md-color-primary="custom" '
        'data-md-color-accent="custom">\n<main class="md-typeset">\n'
        f"{draft}<h1>{escape(entry.label.title)}</h1>{facts(atlas, shown)}"
        f"{definition(atlas, shown)}{body}\n"
        f'<div class="foot">{versions(atlas.edition)} · {whole}</div>\n</main>\n</body>\n</html>\n'
    )


def _asset(source: str, name: str) -> str:
    return relative_url(source, name).removesuffix(".html")
