"""Embedded page: one label without anything around it, for the side panel of a labeling tool."""

from schemactl.handbook.links import Atlas, Entry, url
from schemactl.handbook.markup import link
from schemactl.handbook.pages.bare import bare
from schemactl.handbook.pages.choosing import confusable, unsure
from schemactl.handbook.pages.criteria import criteria, definition, facts
from schemactl.handbook.pages.examples import cards
from schemactl.model.address import slug


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
        ("When you are not sure", unsure(atlas, shown, is_scripted=False)),
    )
    body = "".join(f"<h2>{name}</h2>{content}" for name, content in parts)
    whole = link(url(source, entry.spot), "Whole page", "whole")
    lead = f"{facts(atlas, shown)}{definition(atlas, shown)}"
    return bare(atlas, source, entry.label.title, lead + body, f" · {whole}")
