"""Layout: which label stands on which page, from one page per label to pages of many labels."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from schemactl.model.address import slug
from schemactl.model.schema import Schema, Task
from schemactl.model.taxonomy import Place, Taxonomy, taxonomies

MOST_SINGLE_PAGES = 1500
MOST_ON_A_PAGE = 100


class LabelPage(NamedTuple):
    """A page of labels; `path` is its address in the site without the ending."""

    path: str
    taxonomy: Taxonomy
    places: tuple[Place, ...]
    is_branch: bool


class Layout(NamedTuple):
    """The pages of a schema's labels, and where each label of each task stands."""

    pages: tuple[LabelPage, ...]
    where: dict[tuple[str, str], tuple[str, str]]


def lay_out(schema: Schema, place: str = "") -> Layout:
    """Decide the page of every label: beyond 1,500 labels, pages hold branches.

    `place` is the folder of the pages in the site, by default the schema's name.
    """
    trees = taxonomies(schema)
    labeled = [tree for tree in trees if tree.places]
    single = sum(len(tree.places) for tree in labeled) <= MOST_SINGLE_PAGES
    pages: list[LabelPage] = []
    for tree in labeled:
        folder = label_folder(schema, tree.task, place)
        runs = _one_each(tree) if single else _branches(tree)
        pages += [
            LabelPage(f"{folder}/{slug(run[0].label.id)}", tree, run, not single) for run in runs
        ]
    return _layout(pages)


def on_one_page(trees: Iterable[Taxonomy], path: str) -> Layout:
    """Put all labels of some tasks on one page, for reading and printing as a whole."""
    return _layout([LabelPage(path, tree, tree.places, True) for tree in trees])


def _layout(pages: list[LabelPage]) -> Layout:
    several = len({(page.path, page.taxonomy.task.id) for page in pages}) > len(
        {page.path for page in pages}
    )
    where: dict[tuple[str, str], tuple[str, str]] = {}
    for page in pages:
        task = page.taxonomy.task.id
        for place in page.places:
            name = slug(place.label.id)
            # Two tasks on one page may have labels of the same id.
            anchor = f"{task}.{name}" if several else name
            where.setdefault((task, place.label.id), (page.path, anchor if page.is_branch else ""))
    return Layout(tuple(pages), where)


def label_folder(schema: Schema, task: Task, place: str = "") -> str:
    """Return the folder of a task's label pages; the task is named where there are several."""
    folder = f"{place or schema.name}/labels"
    several = sum(1 for other in schema.tasks if other.labels) > 1
    return f"{folder}/{task.id}" if several else folder


def _one_each(tree: Taxonomy) -> Iterator[tuple[Place, ...]]:
    seen: set[str] = set()
    for place in tree.places:
        if place.label.id not in seen:
            seen.add(place.label.id)
            yield (place,)


def _branches(tree: Taxonomy) -> list[tuple[Place, ...]]:
    """Cut the labels into pages that are named after their first label.

    A top branch begins a page of its own; labels at the top without children share pages.
    """
    sizes = _sizes(tree.places)
    pages: list[list[Place]] = []
    loose: list[Place] = []
    position = 0
    while position < len(tree.places):
        if sizes[position] > 1:
            pages += _full_pages(loose) + _cut(tree.places, sizes, position)
            loose = []
        else:
            loose.append(tree.places[position])
        position += sizes[position]
    return [tuple(page) for page in pages + _full_pages(loose)]


def _full_pages(loose: list[Place]) -> list[list[Place]]:
    return [loose[at : at + MOST_ON_A_PAGE] for at in range(0, len(loose), MOST_ON_A_PAGE)]


def _cut(places: tuple[Place, ...], sizes: list[int], start: int) -> list[list[Place]]:
    """Cut one branch: large branches below it get pages of their own, the rest is filled up."""
    end = start + sizes[start]
    if sizes[start] <= MOST_ON_A_PAGE:
        return [list(places[start:end])]
    pages: list[list[Place]] = [[places[start]]]
    separate: list[list[Place]] = []
    child = start + 1
    while child < end:
        size = sizes[child]
        if size > MOST_ON_A_PAGE // 2:
            separate += _cut(places, sizes, child)
        else:
            if len(pages[-1]) + size > MOST_ON_A_PAGE:
                pages.append([])
            pages[-1] += places[child : child + size]
        child += size
    return pages + separate


def _sizes(places: tuple[Place, ...]) -> list[int]:
    """Return how many labels each branch has, itself included."""
    sizes = [1] * len(places)
    above: list[int] = []
    for position, place in enumerate(places):
        del above[place.depth - 1 :]
        for ancestor in above:
            sizes[ancestor] += 1
        above.append(position)
    return sizes
