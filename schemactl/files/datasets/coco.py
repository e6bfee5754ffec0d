"""coco: one JSON object with lists of images, categories, and annotations by their numbers."""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from schemactl.files import coco_places
from schemactl.files.coco_file import write_file
from schemactl.files.coco_rewriting import CocoRewriting
from schemactl.files.coco_tables import (
    ANNOTATIONS,
    CATEGORIES,
    IMAGES,
    LISTS,
    PART,
    Category,
    CocoTables,
    number_of,
    read_categories,
    read_tables,
)
from schemactl.files.dataset import Document, Layout, Loss, Record, Shape, Use
from schemactl.files.json_documents import as_text
from schemactl.files.json_element import Stretch, decode_stretch
from schemactl.files.json_elements import read_stretches
from schemactl.files.json_runs import Proofs
from schemactl.files.labels_after import LabelsAfter
from schemactl.files.rewriting import Rewriting
from schemactl.model.annotation import Annotation, Content, Problem
from schemactl.model.release import ReleasedSchema
from schemactl.model.task import number as as_number

NAME = "coco"
SHAPE = Shape(is_document=True)

_SIDES = 4
# So many ids of images are remembered without a look at the whole table.
_FEW = 2**16
_PARTS = 3


def read(path: Path, layout: Layout) -> "CocoRecords":
    """Yield one record per image, category, annotation and license, and one for all else.

    The item is the name of the image's file, else its number. An annotation has the region that
    the type of the task asks for: its box, outline, mask or points.
    """
    del layout
    return CocoRecords(path)


class CocoRecords(Iterator[Record]):
    """The records of a file, one by one, or in batches of which some are asked for only."""

    def __init__(self, path: Path) -> None:
        """Begin; nothing is read yet."""
        self.path = path
        self.deciding = {ANNOTATIONS: "category_id"}
        self.beside, self.regions = coco_places.KEYS, coco_places
        self.silent = {IMAGES: "id"}
        self.seen: dict[str, set[Any]] = {IMAGES: set(), CATEGORIES: set()}
        self.stretches = self._stretches()
        self.waiting: Iterator[Record] = iter(())

    @cached_property
    def tables(self) -> CocoTables:
        """What annotations point to."""
        return read_tables(self.path)

    @cached_property
    def names(self) -> CocoTables:
        """The categories alone."""
        return read_categories(self.path)

    def __next__(self) -> Record:
        """Return the next record."""
        while True:
            for record in self.waiting:
                return record
            self.waiting = self.records(next(self.stretches))

    def _stretches(self) -> Iterator[Stretch]:
        for stretch in read_stretches(self.path, LISTS):
            yield from stretch.parts(PART)

    def pieces(self, path: Path, proofs: Proofs) -> Iterator[Stretch]:
        """Yield the whole file anew from its plain bytes, with runs of what is proven."""
        for stretch in read_stretches(path, LISTS, proofs=proofs):
            yield from [stretch] if stretch.proof is not None else stretch.parts(PART)

    def records(self, stretch: Stretch) -> Iterator[Record]:
        """Yield the records of a stretch. Raises SchemactlError for what is no JSON."""
        return self._records(stretch, lambda: self.tables)

    def nameless(self, stretch: Stretch) -> Iterator[Record]:
        """Yield the same, of which nothing is known but the names of labels."""
        return self._records(stretch, lambda: self.names)

    def _records(self, stretch: Stretch, tables: Callable[[], CocoTables]) -> Iterator[Record]:
        decoded = decode_stretch(self.path, stretch)
        for element, values in zip(stretch.elements(), decoded, strict=True):
            key, line, offset, raw, is_one_of = element
            if not is_one_of:
                whole = values if isinstance(values, dict) else {"value": values}
                yield Record(line, offset, raw, whole, (), key)
                continue
            uses: tuple[Use, ...] = ()
            problems: tuple[Problem, ...] = ()
            if key == ANNOTATIONS:
                use, problems = _annotation(values, tables())
                uses = (use,)
            elif key in self.seen:
                problems = tuple(self._row_problems(str(key), values))
            fields = (line, offset, raw, values, uses, key, None, problems)
            # The generated constructor would take several times as long.
            yield tuple.__new__(Record, fields)

    def _row_problems(self, key: str, values: dict[str, Any]) -> Iterator[Problem]:
        """Yield what is wrong with a row of a table that annotations point to."""
        kind = "image" if key == IMAGES else "category"
        number = number_of(values.get("id"))
        label = as_text(values.get("name")) if kind == "category" else None
        item = as_text(values.get("file_name")) if kind == "image" else None
        if number is None:
            message = f"the id of the {kind} is {values.get('id')!r}: a whole number is expected"
            yield Problem(f"malformed-{kind}", item, None, label, message)
        elif self._is_repeated(key, number):
            message = f"two entries of `{key}` have the id {number!r}; the first counts"
            yield Problem(f"duplicate-{kind}-id", item, None, label, message)

    def _is_repeated(self, key: str, number: Any) -> bool:
        """Tell whether a row before had the same number."""
        seen = self.seen[key]
        if number in seen:
            return True
        # Of many images, those are remembered of whose ids the table knows that they come again.
        if key != IMAGES or len(seen) < _FEW or number in self.tables.images.repeated:
            seen.add(number)
        return False


def _annotation(values: dict[str, Any], tables: CocoTables) -> tuple[Use, tuple[Problem, ...]]:
    wrong: list[tuple[str, str]] = []
    number = values.get("image_id")
    # Compared by type, since 1.0 and true are equal to 1.
    image = tables.images.get(number) if type(number) is int else None
    item, content = image or _image(number, tables, wrong)
    number = values.get("category_id")
    found = tables.categories.get(number) if type(number) is int else None
    category = found or _category(number, tables, wrong)
    regions: Regions = {}
    for key, read_region in _REGIONS:
        # Most annotations have an empty outline and no points.
        if values.get(key) and (message := read_region(values, category, regions)):
            wrong.append(("malformed-annotation", message))
    score, attributes, own = values.get("score"), values.get("attributes"), values.get("id")
    if not attributes or type(attributes) is not dict:
        attributes = None
    confidence = None if score is None else as_number(score)
    named = str(own) if own is not None else None
    schema, guideline = tables.stamps
    # In the order of the fields; the generated constructor would take as long as all the rest.
    fields = (
        *(item, None, category.name, regions.get("box"), None, attributes, None, None, None),
        *(schema, guideline, confidence, named, "final", None, (), None, None, None),
    )
    use = tuple.__new__(Use, (tuple.__new__(Annotation, fields), (), content, regions, ()))
    if not wrong:
        return use, ()
    return use, tuple(Problem(kind, item or None, None, category.name, m) for kind, m in wrong)


def _image(number: Any, tables: CocoTables, wrong: list[tuple[str, str]]) -> tuple[str, Content]:
    found = tables.images.get(number_of(number)) if number is not None else None
    if found is not None:
        return found
    wrong.append(("unknown-image", f"`images` has none with the id {number!r}"))
    return (str(number) if number is not None else "", Content())


def _category(number: Any, tables: CocoTables, wrong: list[tuple[str, str]]) -> Category:
    found = tables.categories.get(number_of(number)) if number is not None else None
    if found is not None:
        return found
    wrong.append(("unknown-category", f"`categories` has none with the id {number!r}"))
    return Category(str(number), [])


Regions = dict[str, dict[str, Any]]


def _box(values: dict[str, Any], category: Category, regions: Regions) -> str:
    del category
    box = values["bbox"]
    if type(box) is not list or len(box) != _SIDES:
        return f"`bbox` is {box!r}: [x, y, width, height] is expected"
    regions["box"] = {"x": box[0], "y": box[1], "width": box[2], "height": box[3]}
    return ""


def _segmentation(values: dict[str, Any], category: Category, regions: Regions) -> str:
    del category
    shape = values["segmentation"]
    if type(shape) is dict:
        regions["mask"] = {"size": shape.get("size"), "counts": shape.get("counts")}
        return ""
    if type(shape) is not list or not all(type(ring) is list for ring in shape):
        return "`segmentation` is neither lists of numbers nor run lengths"
    if any(len(ring) % 2 for ring in shape):
        return "a ring of `segmentation` has an odd number of coordinates"
    rings = [[[x, y] for x, y in zip(ring[::2], ring[1::2], strict=True)] for ring in shape]
    regions["polygon"] = {"points": rings[0]} if len(rings) == 1 else {"rings": rings}
    return ""


def _keypoints(values: dict[str, Any], category: Category, regions: Regions) -> str:
    points = values["keypoints"]
    names = category.points
    if type(points) is not list or len(points) != _PARTS * len(names):
        return f"`keypoints` are not {len(names)} times x, y and visibility"
    found = {str(name): points[_PARTS * at : _PARTS * (at + 1)] for at, name in enumerate(names)}
    area = values.get("area")
    regions["keypoints"] = {"points": found, **({"area": area} if area else {})}
    return ""


_REGIONS = (("bbox", _box), ("segmentation", _segmentation), ("keypoints", _keypoints))


def write(path: Path, documents: Iterable[Document], schema: ReleasedSchema) -> Iterator[Loss]:
    """Write the images with their boxes, outlines, masks and points.

    The name of a category is the label's id and its number is the label's index; the schema and
    the guideline stand in `info`.
    """
    return write_file(path, documents, schema)


def rewriting(path: Path, layout: Layout, schema: ReleasedSchema) -> Rewriting:
    """Return what rewrites the file; an annotation that leaves takes a comma along."""
    return CocoRewriting(path, LabelsAfter(schema, layout.has_names))
