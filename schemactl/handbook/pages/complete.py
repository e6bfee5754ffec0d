"""Everything on one page, for reading in one go and for paper."""

from collections.abc import Callable, Iterator
from functools import cache, partial

from schemactl.handbook.file_texts import FileTexts
from schemactl.handbook.known_labels import UNKNOWN, LabelTexts
from schemactl.handbook.layout import MOST_SINGLE_PAGES, on_one_page
from schemactl.handbook.links import Atlas, Entry, Spot, url
from schemactl.handbook.markup import escape, link
from schemactl.handbook.pages import decide, guide, rules
from schemactl.handbook.pages.bare import around, bare
from schemactl.handbook.pages.bound import chapter
from schemactl.handbook.pages.choosing import advice, attributes
from schemactl.handbook.pages.frame import NONE_YET, plural
from schemactl.handbook.pages.guide import Guide
from schemactl.handbook.pages.home import doors
from schemactl.handbook.pages.label import dense
from schemactl.handbook.pages.work import work
from schemactl.model.schema import Task

_LABELS = "labels/"
_TOO_MANY = (
    "<p>There are too many labels for one page. Print the page of a branch, or the cheat sheet.</p>"
)


def printed(guideline: Guide, of_labels: LabelTexts) -> FileTexts:
    """Return the page by the path of its file."""
    folder = guideline.atlas.edition.folder
    return FileTexts([(f"{folder}/print.html", render(guideline, of_labels))])


def render(guideline: Guide, of_labels: LabelTexts = UNKNOWN) -> bytes:
    """Return tasks, labels, rules and guideline on one HTML page; links between labels stay on it.

    What is known of the labels is in UTF-8 already, and too much to be read for nothing.
    """
    atlas = guideline.atlas
    edition = atlas.edition
    source = f"{edition.folder}/print"
    home = link(url(source, Spot(f"{edition.folder}/index", "", "")), "Home")
    lead = f'<p class="screen">{plural(len(atlas.entries), "label")}. {home}</p>'
    if len(atlas.entries) > MOST_SINGLE_PAGES:
        return bare(atlas, source, edition.title, lead + _TOO_MANY).encode()
    before, after = around(atlas, source, edition.title)
    parts = [before.encode(), lead.encode()]
    whole = cache(partial(_whole, atlas, source))
    for task in edition.schema.tasks:
        parts.append(_task(atlas, source, task).encode())
        taxonomy = atlas.taxonomies.get(task.id)
        places = () if taxonomy is None else taxonomy.places
        entries = [atlas.entries[task.id, place.label.id] for place in places]
        parts += [
            of_labels.take_bytes(one, "printed", partial(_label, whole, one)) for one in entries
        ]
    parts += [block.encode() for block in _chapters(guideline, source)]
    return b"".join([*parts, after.encode()])


def _task(atlas: Atlas, source: str, task: Task) -> str:
    """Return what is asked, how it is answered, and what to do when in doubt."""
    several = len(atlas.edition.schema.tasks) > 1
    name = task.question or (task.id if several else "")
    head = f"<h2>{escape(name)}</h2>" if name else ""
    asked = attributes(task) if task.attributes else ""
    said = advice(atlas, source, task)
    unsure = f"<h3>When you are not sure</h3>{said}" if said != NONE_YET else ""
    also = f"<h3>Then also answer</h3>{asked}" if asked else ""
    return f"{head}{work(task)}{also}{unsure}"


def _chapters(guideline: Guide, source: str) -> Iterator[str]:
    """Yield the pages that are about more than one label."""
    atlas = guideline.atlas
    there = {spot.page for spot in doors(atlas)}

    @cache
    def anchors() -> dict[str, str]:
        bound = on_one_page(atlas.taxonomies.values(), source).where
        return {url(source, one.spot): f"#{bound[key][1]}" for key, one in atlas.entries.items()}

    def within(address: str) -> str:
        return anchors().get(address, address) if address.startswith(_LABELS) else address

    for name, made in (("decide", decide.render), ("rules", rules.render)):
        path = f"{atlas.edition.folder}/{name}"
        if path in there:
            yield from chapter(made(atlas), path, source, within)
    for name in guideline.passages:
        made_page = guide.render(guideline, name)
        yield from chapter(made_page, guideline.path(name), source, within)


def _whole(atlas: Atlas, source: str) -> Atlas:
    """Return the atlas of all labels on one page."""
    return Atlas(atlas.edition, on_one_page(atlas.taxonomies.values(), source), atlas.words)


def _label(whole: Callable[[], Atlas], shown: Entry) -> str:
    entry = whole().entries[shown.taxonomy.task.id, shown.label.id]
    name = f'<h2 id="{escape(entry.anchor)}">{escape(entry.label.title)}</h2>'
    return f'{name}<div class="dense">{dense(whole(), entry)}</div>'
