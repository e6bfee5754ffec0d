"""Frame: what stands above and below the content of every page of an edition."""

from collections.abc import Sequence

from schemactl.handbook.edition import SHORT_DIGEST, Edition
from schemactl.handbook.freshness import Part
from schemactl.handbook.generator import theme_language
from schemactl.handbook.links import Atlas, Entry, Spot, relative_url, url
from schemactl.handbook.markup import escape, fragment, key, link, title

LABELS_FIRST = 2
TRANSLATIONS_LAST = 0.4
ENGLISH = "en"
_ONLY_IN_THE_FIRST = ("/questions", "/changes", "/diff/")
DRAFT = "Draft, do not label from this"
# Filled once the copy is made, so that its bytes never depend on later releases.
SUPERSEDED = '<p class="superseded"></p>'
FEED = "feed.xml"
NO_BREAK = "\N{NO-BREAK SPACE}"
NONE_YET = '<p class="none">None yet.</p>'


def front(
    atlas: Atlas, name: str, description: str = "", words: Sequence[str] = ()
) -> dict[str, object]:
    """Return the front matter of a page; drafts are kept out of web searches.

    `words` are those by which the search finds the page before all others.
    """
    meta: dict[str, object] = {}
    meta["print"] = f"{atlas.edition.folder}/print.css"
    # A page of labels has its title from the navigation too, and front matter is slow to read;
    # but there the theme takes back the escaping.
    if not words or title(name) != name:
        meta["title"] = title(name)
    if description:
        meta["description"] = title(description)
    if words:
        meta["search"] = {"boost": LABELS_FIRST}
        meta["tags"] = [title(word) for word in words]
        # For the search only: some builders would show them on the page.
        meta["hide"] = ["tags"]
    meta |= _language(atlas)
    if atlas.edition.is_draft:
        meta["draft_banner"] = True
    if atlas.edition.is_frozen:
        meta["frozen"] = True
    return meta


def _language(atlas: Atlas) -> dict[str, object]:
    """Return the language of a page, and the handbook's words in it for the script."""
    meta: dict[str, object] = {}
    if atlas.edition.language:
        # It repeats what is not translated, and is found by that all the same.
        meta["search"] = {"boost": TRANSLATIONS_LAST}
    if atlas.words:
        # Without words of the language a page is an English one that quotes it.
        if code := theme_language(atlas.edition.spoken):
            meta["language"] = code
        meta["words"] = f"{atlas.edition.folder}/words.js"
    return meta


def followed(atlas: Atlas, meta: dict[str, object]) -> dict[str, object]:
    """Return front matter of a page where readers of feeds find the one of the schema."""
    edition = atlas.edition
    return meta if edition.is_copy else {**meta, "feed": f"{edition.folder}/{FEED}"}


def unsearched(meta: dict[str, object], is_wide: bool = False) -> dict[str, object]:
    """Return front matter of a page that repeats what stands elsewhere.

    A wide page has no table of contents beside it.
    """
    return {**meta, "search": {"exclude": True}, **({"hide": ["toc"]} if is_wide else {})}


def top(atlas: Atlas, source: str, trail: list[Spot]) -> str:
    """Return the way to this page, the versions in force, and the banner of a draft or copy."""
    edition = atlas.edition
    home = Spot(f"{edition.folder}/index", "", edition.title)
    steps = [] if source == home.page else [home, *trail]
    crumbs = " &rsaquo; ".join(link(url(source, step), escape(step.title)) for step in steps)
    way = f'<nav class="crumbs" aria-label="Where you are">{crumbs}</nav>' if steps else ""
    banner = f'<p class="draft" role="note"><strong>{DRAFT}.</strong> {_unreleased(edition)}</p>'
    shown = banner if edition.is_draft else ""
    shown += SUPERSEDED if edition.is_frozen else ""
    languages = _languages(atlas, source)
    # The foot has the digests in full form; here they shall leave the line whole.
    refs = versions(edition).replace("sha256:", "")
    line = f'<p class="version">{refs}{_since(atlas, source)}{languages}</p>'
    return fragment(f"{shown}{way}{_tools(atlas, source)}{line}", "frame", is_searched=False)


def _since(atlas: Atlas, source: str) -> str:
    """Say since when the version is in force, and lead to what it changed."""
    shown = atlas.edition.milestone
    if shown is None:
        return ""
    day = f" · since {shown.date}" if shown.date else ""
    # A translation has no page of changes of its own.
    changes = Spot(f"{first_folder(atlas)}/changes", "", "")
    return f"{day} · {link(url(source, changes), 'what changed')}"


def authority(edition: Edition) -> str:
    """Name the language whose texts are in force, where the schema has several."""
    if not edition.languages or edition.is_frozen:
        return ""
    # A span of its own: the handbook's words are exchanged text by text.
    return f" · <span>authoritative: {escape(edition.schema.language)}</span>"


def first_folder(atlas: Atlas) -> str:
    """Return the folder of the edition that a translation is one of."""
    edition = atlas.edition
    return (
        edition.folder.removeprefix(f"{edition.language}/") if edition.language else edition.folder
    )


def _languages(atlas: Atlas, source: str) -> str:
    """Return which language is in force, and links to the page in others, at the same address."""
    edition = atlas.edition
    first = first_folder(atlas)
    rest = source.removeprefix(edition.folder)
    own = edition.language or edition.schema.language
    if not edition.languages or edition.is_frozen:
        return ""
    folders = {edition.schema.language: first} | {
        one: f"{one}/{first}" for one in edition.languages
    }
    links = "".join(
        f' · <a hreflang="{escape(one)}" lang="{escape(one)}" rel="alternate" '
        f'href="{escape(relative_url(source, folder + rest))}">{escape(one)}</a>'
        for one, folder in folders.items()
        if one != own and not rest.startswith(_ONLY_IN_THE_FIRST)
    )
    # Where the line is full they stand together on the next.
    return f'<span class="languages">{authority(edition)}{links}</span>'


def _tools(atlas: Atlas, source: str) -> str:
    """Return the buttons that need a script, with what the script has to know of the edition."""
    edition = atlas.edition
    facts = {
        "home": relative_url(source, f"{edition.folder}/index").removesuffix("index.html"),
        "schema": edition.name,
        "version": edition.schema.version,
        "digest": edition.schema_release.digest,
        "guideline": "" if edition.guideline_release is None else edition.guideline_release.ref,
        "releases": " ".join(one.version for one in edition.timeline),
        "changes": relative_url(source, f"{first_folder(atlas)}/changes"),
    }
    data = " ".join(f'data-{name}="{escape(value)}"' for name, value in facts.items())
    return (
        f'<p class="tools" {data}>'
        '<button type="button" data-do="switch">Find a label <kbd>k</kbd></button> '
        '<button type="button" data-do="help">Keys <kbd>?</kbd></button></p>'
    )


def _unreleased(edition: Edition) -> str:
    guideline = edition.guideline_release
    parts = [] if edition.schema_release.digest else ["The schema"]
    if guideline is not None and not guideline.digest:
        parts.append("the guideline" if parts else "The guideline")
    return f"{' and '.join(parts)} may change until released."


def versions(edition: Edition) -> str:
    """Return schema and guideline with their version and the start of their digest."""
    return " · ".join(
        f"{escape(release.ref)} {escape(short_digest(release.digest))}"
        for release in (edition.schema_release, edition.guideline_release)
        if release is not None
    )


def short_digest(digest: str) -> str:
    """Return as much of a digest as a reader compares by eye."""
    return digest[: len("sha256:") + SHORT_DIGEST] if digest else "draft"


def label_link(source: str, entry: Entry) -> str:
    """Return a link to a label, with its hotkey."""
    # The space lies outside the link, so that it is not underlined; no line ends there.
    shown = link(url(source, entry.spot), escape(entry.label.title), "label")
    return f"{shown}{NO_BREAK}{key(entry.label.hotkey)}" if entry.label.hotkey else shown


def target(atlas: Atlas, source: str, entry: Entry | None, reference: str) -> str:
    """Return a reference as a link to its label, or as text where there is no such label."""
    found = atlas.label(None if entry is None else entry.taxonomy.task, reference)
    return escape(reference) if found is None else label_link(source, found)


def cite(atlas: Atlas, source: str, rule: str) -> str:
    """Return a link to a rule or example, or its id as text."""
    spot = atlas.rules.get(rule) or atlas.examples.get(rule)
    return escape(rule) if spot is None else link(url(source, spot), escape(rule), "rule")


def original(atlas: Atlas, shown: str) -> str:
    """Return what a translation shows untranslated, with the language that it is in."""
    edition = atlas.edition
    if not edition.language:
        return shown
    return f'<div lang="{escape(edition.schema.language)}">{shown}</div>'


def fresh(atlas: Atlas, part: Part) -> str:
    """Return a chip where one of the last two releases changed a part."""
    version = atlas.fresh.get(part)
    return f' <span class="chip fresh">changed in {escape(version)}</span>' if version else ""


def swatch(color: str | None) -> str:
    """Return a label's colour as a drawing: a style attribute would break a strict policy."""
    if color is None:
        return ""
    return (
        '<svg class="swatch" viewBox="0 0 8 8" aria-hidden="true" focusable="false">'
        f'<rect width="8" height="8" rx="1.5" fill="{escape(color)}"/></svg>'
    )


def plural(count: int, noun: str) -> str:
    """Return a count with its noun."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
