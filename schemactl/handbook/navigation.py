"""Navigation: the tree beside every page, with long lists cut into ranges."""

from collections.abc import Sequence
from math import ceil
from typing import Any, NamedTuple

from schemactl.handbook.commons import commons
from schemactl.handbook.languages import in_own_language, said_first
from schemactl.handbook.links import Atlas, Entry, Spot
from schemactl.handbook.markup import title
from schemactl.handbook.pages.guide import Guide
from schemactl.handbook.pages.home import Group, doors, groups
from schemactl.handbook.words import Say, speaker
from schemactl.model.taxonomy import Taxonomy

Items = list[dict[str, Any]]

LONGEST_LIST = 60
LONGEST_RANGE = 30
ROUNDING = 1e-9
PRUNED_ABOVE = 100
MOST_TABS = 8


ALL = "All schemas"


class Tongue(NamedTuple):
    """The navigation of a translation, what it calls the first page of all, and its folders."""

    language: str
    all: str
    folders: list[str]
    items: Items


def navigation(chapters: Sequence[tuple[Atlas, Guide]]) -> Items:
    """Return the navigation of the site; a single schema needs no level of its own."""
    is_copy = chapters[0][0].edition.is_frozen
    say = speaker(commons([atlas for atlas, _ in chapters]).words)
    start: Items = [] if is_copy else [{say(ALL): "index.md"}]
    own = [_in_own_words(*chapter) for chapter in chapters]
    return start + _chapters(own, len(chapters) > 1)


def with_tongues(items: Items, spoken: Sequence[Tongue]) -> Items:
    """Return the navigation with that of each translation behind it, under its language."""
    return [*items, *({tongue.language: tongue.items} for tongue in spoken)]


def tongues(spoken: Sequence[tuple[Atlas, Guide]], several: bool) -> list[Tongue]:
    """Return the navigation of each language that schemas are translated into."""
    found: dict[str, list[tuple[Atlas, Guide]]] = {}
    for chapter in spoken:
        found.setdefault(chapter[0].edition.language, []).append(chapter)
    return [
        Tongue(
            language,
            speaker(chapters[0][0].words)(ALL),
            [f"{atlas.edition.folder}/" for atlas, _ in chapters],
            _chapters(chapters, several),
        )
        for language, chapters in found.items()
    ]


def _in_own_words(atlas: Atlas, guide: Guide) -> tuple[Atlas, Guide]:
    """Return a chapter in which what people wrote is told from the handbook's own words."""
    if not atlas.words:
        return atlas, guide
    marked = Atlas(in_own_language(atlas.edition), words=atlas.words)
    return marked, Guide(marked)


def _chapters(chapters: Sequence[tuple[Atlas, Guide]], several: bool) -> Items:
    found: Items = []
    for atlas, guide in chapters:
        items = _chapter(atlas, guide)
        own = [{title(atlas.edition.title): items}] if several else items
        found += _said(own, speaker(atlas.words)) if atlas.words else own
    return found


def _said(items: Items, say: Say) -> Items:
    """Exchange the handbook's own words, and leave what people wrote without marks."""
    return [
        {
            said_first(say(name)): target if isinstance(target, str) else _said(target, say)
            for name, target in item.items()
        }
        for item in items
    ]


def titles_by_page(items: Items) -> dict[str, str]:
    """Return the title of each page that the navigation leads to, at its first place."""
    found: dict[str, str] = {}
    for item in items:
        for name, target in item.items():
            inner = {target: name} if isinstance(target, str) else titles_by_page(target)
            found |= {page: title for page, title in inner.items() if page not in found}
    return found


def features(chapters: Sequence[tuple[Atlas, Guide]]) -> list[str]:
    """Return the features of the theme that depend on how much there is to navigate."""
    labels = sum(len(atlas.entries) for atlas, _ in chapters)
    found = ["navigation.footer", "navigation.sections", "navigation.top"]
    found += ["search.highlight", "toc.follow"]
    found.append("navigation.prune" if labels > PRUNED_ABOVE else "navigation.expand")
    if 1 < len(chapters) <= MOST_TABS:
        found.append("navigation.tabs")
    return sorted(found)


def _chapter(atlas: Atlas, guide: Guide) -> Items:
    name = atlas.edition.folder
    ways = [spot for spot in doors(atlas) if not spot.page.endswith("/guide/index")]
    items: Items = [{"Home": f"{name}/index.md"}]
    items += [{title(spot.title): f"{spot.page}.md"} for spot in ways]
    several = len(atlas.taxonomies) > 1
    for taxonomy in atlas.taxonomies.values():
        heading = title(taxonomy.task.question or taxonomy.task.id) if several else "Labels"
        items.append({heading: _labels(atlas, taxonomy)})
    if atlas.edition.guideline_release is not None:
        pages: Items = [_page(Spot(f"{name}/guide/index", "", "Overview"))]
        pages += [_page(spot) for spot in guide.spots() if spot.page != f"{name}/guide/index"]
        items.append({"Guideline": pages})
    return items


def _labels(atlas: Atlas, taxonomy: Taxonomy) -> Items:
    own = [leaf for leaf in atlas.layout.pages if leaf.taxonomy is taxonomy]
    if own and own[0].is_branch:
        spots = [Spot(leaf.path, "", leaf.places[0].label.title) for leaf in own]
        return _in_ranges([_page(spot) for spot in spots])
    items: Items = []
    for group in groups(taxonomy):
        if group.head is None:
            items += [_label(atlas, taxonomy, label.id) for label in group.labels]
        else:
            items.append({title(group.head.title): _group(atlas, taxonomy, group)})
    return _in_ranges(items)


def _group(atlas: Atlas, taxonomy: Taxonomy, group: Group) -> Items:
    """Return the pages of a branch; one for a group that is not chosen is named as such."""
    shown = [label.id for label in group.labels]
    items = [_label(atlas, taxonomy, label_id) for label_id in shown]
    if group.head is not None and group.head.id not in shown:
        entry = atlas.entries[taxonomy.task.id, group.head.id]
        about = entry.spot._replace(title=f"About {group.head.title}")
        items.insert(0, _page(about))
    return _in_ranges(items)


def _label(atlas: Atlas, taxonomy: Taxonomy, label_id: str) -> dict[str, Any]:
    entry: Entry = atlas.entries[taxonomy.task.id, label_id]
    return _page(entry.spot)


def _page(spot: Spot) -> dict[str, Any]:
    return {title(spot.title): f"{spot.page}.md"}


def _in_ranges(items: Items) -> Items:
    """Cut a long list into named ranges, and those again: every page repeats its own lists."""
    if len(items) <= LONGEST_LIST:
        return items
    levels = next(n for n in range(2, 99) if len(items) ** (1 / n) <= LONGEST_RANGE)
    size = ceil(len(items) ** (1 / levels) - ROUNDING)
    for _ in range(levels - 1):
        parts = [items[at : at + size] for at in range(0, len(items), size)]
        items = [{f"{_first(part[0])} … {_last(part[-1])}": part} for part in parts]
    return items


def _first(item: dict[str, Any]) -> str:
    return next(iter(item)).partition(" … ")[0]


def _last(item: dict[str, Any]) -> str:
    return next(iter(item)).rpartition(" … ")[2]
