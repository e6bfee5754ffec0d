"""conllu: treebanks of Universal Dependencies: one word per line, in ten columns."""

from collections.abc import Iterable, Iterator
from itertools import chain, pairwise
from pathlib import Path
from typing import Any, NamedTuple

from schemactl.files.conllu_rewriting import COLUMNS, EMPTY, LABELS, SAYING, ConlluRewriting
from schemactl.files.dataset import BOM, Document, Layout, Loss, Record, Shape, Use, unreadable
from schemactl.files.losses import (
    annotation_left_out,
    content_left_out,
    fields_left_out,
    stamps_left_out,
    stamps_of,
)
from schemactl.files.rewriting import Rewriting
from schemactl.files.sentence_text import Stretch, Surface, placed_words
from schemactl.files.signs.conllu import ID
from schemactl.files.stream import lines_of
from schemactl.model.annotation import Annotation, Content, Problem
from schemactl.model.release import ReleasedSchema

NAME = "conllu"
SHAPE = Shape(is_document=True, is_columnar=True, attributes="none")

_LONGEST = 100_000


class _Line(NamedTuple):
    """A line with its place; `cells` are its columns, and none for a comment."""

    number: int
    offset: int
    raw: bytes
    text: str
    cells: tuple[str, ...]

    @property
    def is_word(self) -> bool:
        """Whether it is a word of the text, neither a range nor an empty node."""
        return bool(self.cells) and self.cells[0].isdigit()


def read(path: Path, layout: Layout) -> Iterator[Record]:
    """Yield one record per line: words, ranges, empty nodes, and comments in a section of theirs.

    Tasks are `upos`, `xpos` and `deprel`. The item is the sentence: its sent_id, else its number
    in the file. An empty node stands at the word before it.
    """
    del layout
    for number, sentence in enumerate(_sentences(path), 1):
        yield from _records(sentence, str(number))


def _sentences(path: Path) -> Iterator[list[_Line]]:
    offset = 0
    lines: list[_Line] = []
    for number, raw in enumerate(chain(lines_of(path), [b""]), 1):
        text = _text(path, number, raw)
        if text.strip():
            lines.append(_Line(number, offset, raw, text, _cells(path, number, text)))
        elif lines:
            yield lines
            lines = []
        if len(lines) > _LONGEST:
            what = f"a sentence of more than {_LONGEST} lines"
            raise unreadable(path, lines[0].number, what, "put an empty line after each sentence")
        offset += len(raw)


def _text(path: Path, number: int, raw: bytes) -> str:
    line = raw.removeprefix(BOM) if number == 1 else raw
    try:
        return line.decode("utf-8").rstrip("\r\n")
    except UnicodeDecodeError as error:
        what = f"not UTF-8 at byte {error.start + 1} of the line"
        raise unreadable(path, number, what, "save the file as UTF-8") from None


def _cells(path: Path, number: int, text: str) -> tuple[str, ...]:
    if text.startswith("#"):
        return ()
    cells = tuple(text.split("\t"))
    if len(cells) != len(COLUMNS):
        what = f"{len(cells)} columns where CoNLL-U has {len(COLUMNS)}"
        raise unreadable(path, number, what, "separate the columns by tabs, and write _ for none")
    if ID.match(cells[0]) is None:
        what = f"{cells[0]!r} is no id such as 3, 3-4 or 3.1"
        raise unreadable(path, number, what, "write the number of the word first")
    return cells


def _records(sentence: list[_Line], number: str) -> Iterator[Record]:
    told = {
        match[1]: match[2]
        for line in sentence
        if not line.cells and (match := SAYING.match(line.text)) is not None
    }
    item = told.get("sent_id") or number
    bare = Annotation(item, schema=told.get("schema"), guideline=told.get("guideline"))
    # Treebanks before version 2 wrote the text in words of their own, which nothing checked.
    given = told.get("text", told.get("sentence-text"))
    text, places, wrong = placed_words(_surfaces(sentence), given)
    content = Content(text=text)
    problems: tuple[Problem, ...] = ()
    if wrong and "text" in told:
        problems = (Problem("text-mismatch", item, sentence[0].number, None, wrong),)
    words = -1
    for line in sentence:
        record = Record(line.number, line.offset, line.raw, _values(line), problems=problems)
        problems = ()
        if not line.cells:
            yield record._replace(section="comment")
            continue
        words += line.is_word
        if "-" in line.cells[0]:
            yield record
            continue
        own = bare._replace(region=_region(places.get(max(words, 0))))
        yield record._replace(uses=tuple(_uses(line, own, content)))


def _values(line: _Line) -> dict[str, Any]:
    return dict(zip(COLUMNS, line.cells, strict=True)) if line.cells else {"text": line.text}


def _uses(line: _Line, bare: Annotation, content: Content) -> Iterator[Use]:
    for task in LABELS:
        label = line.cells[COLUMNS.index(task)]
        if label != EMPTY:
            yield Use(bare._replace(task=task, label=label), (), content)


def _region(place: Stretch | None) -> dict[str, Any] | None:
    return None if place is None else {"start": place[0], "end": place[1]}


def _surfaces(sentence: list[_Line]) -> list[Surface]:
    """Return what is written one after the other: ranges stand for their words."""
    surfaces: list[Surface] = []
    last = words = 0
    for line in sentence:
        match = ID.match(line.cells[0]) if line.cells else None
        if match is None or match["empty"] is not None:
            continue
        form, has_blank = line.cells[1], "SpaceAfter=No" not in line.cells[9].split("|")
        if match["last"] is not None:
            last = int(match["last"])
            surfaces.append(Surface(form, has_blank, ()))
            continue
        word = (words, form)
        words += 1
        if int(match["first"]) <= last and surfaces:
            surfaces[-1] = surfaces[-1]._replace(words=(*surfaces[-1].words, word))
        else:
            surfaces.append(Surface(form, has_blank, (word,)))
    return surfaces


def write(path: Path, documents: Iterable[Document], schema: ReleasedSchema) -> Iterator[Loss]:
    """Write the spans of the tasks `upos`, `xpos` and `deprel` in their columns.

    What stands between spans and blanks is a word without labels. Heads, lemmas and features are
    not in annotations: a treebank is not made of them.
    """
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for document in documents:
            stamps = stamps_of(document, schema)
            yield from stamps_left_out(document, stamps)
            yield from content_left_out(document, frozenset({"text"}))
            text = document.content.text or ""
            if not text.split():
                yield Loss("item", document.item, "there is no sentence without a text")
                continue
            written = [document.item, " ".join(text.split())]
            if written != [document.item, text] or document.item.split() != [document.item]:
                yield Loss("text", document.item, "blanks are single, and stand in no sent_id")
            labels, losses = _labels(document, text)
            yield from losses
            comments = {"sent_id": "".join(document.item.split()), "text": written[1]}
            comments |= {key: value for key, value in stamps._asdict().items() if value}
            lines = [f"# {key} = {value}" for key, value in comments.items()]
            file.write("\n".join([*lines, *_rows(text, labels), "", ""]))


def _labels(document: Document, text: str) -> tuple[dict[Stretch, dict[str, str]], list[Loss]]:
    """Return the labels of each stretch by column."""
    found: dict[Stretch, dict[str, str]] = {}
    losses: list[Loss] = []
    for annotation in document.annotations:
        losses += fields_left_out(annotation, frozenset({"region"}))
        region = annotation.region or {}
        place = (region.get("start", -1), region.get("end", -1))
        if annotation.task not in LABELS or annotation.label is None:
            losses.append(annotation_left_out(annotation, "conllu has no such column"))
        elif not 0 <= place[0] < place[1] <= len(text) or not _is_word(text[slice(*place)]):
            losses.append(annotation_left_out(annotation, "it stands at no single word"))
        elif any(place != other and _meets(place, other) for other in found):
            losses.append(annotation_left_out(annotation, "it overlaps with another word"))
        elif annotation.task in found.setdefault(place, {}):
            losses.append(annotation_left_out(annotation, "its column is taken by another label"))
        else:
            found[place][annotation.task] = annotation.label
    return found, losses


def _is_word(text: str) -> bool:
    return text.split() == [text]


def _meets(one: Stretch, other: Stretch) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _rows(text: str, labels: dict[Stretch, dict[str, str]]) -> Iterator[str]:
    edges = sorted({0, len(text), *chain.from_iterable(labels)})
    words = [
        (begin, end, form) for begin, end in pairwise(edges) for form in text[begin:end].split()
    ]
    at = 0
    for number, (begin, end, form) in enumerate(words, 1):
        at = text.index(form, max(at, begin)) + len(form)
        cells = dict.fromkeys(COLUMNS, EMPTY) | {"id": str(number), "form": form}
        cells |= labels.get((begin, end), {})
        cells["misc"] = "SpaceAfter=No" if text[at : at + 1].strip() else EMPTY
        yield "\t".join(cells.values())


def rewriting(path: Path, layout: Layout, schema: ReleasedSchema) -> Rewriting:
    """Return what rewrites the lines of a file."""
    del path, layout
    return ConlluRewriting(schema)
