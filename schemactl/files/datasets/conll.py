"""conll: one token per line with its tag in the last column, as CoNLL-2003 has it."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice, pairwise
from pathlib import Path
from typing import Any, NamedTuple

from schemactl.files.conll_rewriting import SAYING, ConllRewriting
from schemactl.files.dataset import BOM, Document, Layout, Loss, Record, Shape, Use, unreadable
from schemactl.files.losses import (
    annotation_left_out,
    content_left_out,
    fields_left_out,
    stamps_left_out,
    stamps_of,
    tasks_left_out,
)
from schemactl.files.rewriting import Rewriting
from schemactl.files.signs.conll import DOCUMENT, is_comment
from schemactl.files.stream import lines_of
from schemactl.files.tag_sequence import (
    Entity,
    Scheme,
    entities_of,
    scheme_of,
    tags_of,
)
from schemactl.model.annotation import Annotation, Content, Problem
from schemactl.model.release import ReleasedSchema

NAME = "conll"
SHAPE = Shape(is_document=True, attributes="none")

_LONGEST = 100_000
# The scheme is told from this many sentences.
_SAMPLE = 1000


class _Sentence(NamedTuple):
    """Lines up to an empty one: the comments before the tokens, and the cells of each token."""

    line: int
    offset: int
    raw: bytes
    comments: tuple[str, ...]
    tokens: tuple[tuple[str, ...], ...]

    @property
    def is_mark(self) -> bool:
        """Whether it marks that a document begins."""
        return bool(self.tokens) and self.tokens[0][0] == DOCUMENT

    @property
    def tags(self) -> list[str]:
        """The tag of each token."""
        return [cells[-1] for cells in self.tokens]


def read(path: Path, layout: Layout) -> Iterator[Record]:
    """Yield one record per sentence, and one for each mark of a document.

    The item is the `id` or `sent_id` in the comments, else the number of the sentence in the
    file. The text is the tokens with a blank between them.
    """
    del layout
    sentences = _sentences(path)
    head = list(islice(sentences, _SAMPLE))
    scheme = scheme_of(one.tags for one in head if not one.is_mark)
    number = 0
    for sentence in chain(head, sentences):
        values = {"comments": list(sentence.comments), "tokens": [*map(list, sentence.tokens)]}
        record = Record(sentence.line, sentence.offset, sentence.raw, values)
        if sentence.is_mark or not sentence.tokens:
            yield record
            continue
        number += 1
        yield _with_entities(record, sentence, scheme, str(number))


def _sentences(path: Path) -> Iterator[_Sentence]:
    line, offset, first = 1, 0, 1
    raws: list[bytes] = []
    for raw in chain(lines_of(path), [b""]):
        if not raw.removeprefix(BOM).strip() or len(raws) > _LONGEST:
            if len(raws) > _LONGEST:
                what = f"a sentence of more than {_LONGEST} lines"
                raise unreadable(path, first, what, "put an empty line after each sentence")
            if raws:
                yield _sentence(path, first, offset, raws)
            offset += sum(map(len, raws)) + len(raw)
            raws, first = [], line + 1
        else:
            raws.append(raw)
        line += 1


def _sentence(path: Path, first: int, offset: int, raws: list[bytes]) -> _Sentence:
    comments: list[str] = []
    tokens: list[tuple[str, ...]] = []
    for number, raw in enumerate(raws, first):
        text = _text(path, number, raw)
        if not tokens and is_comment(text):
            comments.append(text)
            continue
        cells = tuple(text.split("\t") if "\t" in text else text.split())
        if len(cells) < 2 and cells[:1] != (DOCUMENT,):  # noqa: PLR2004
            what = f"one column where a token and its tag are expected: {text!r}"
            raise unreadable(path, number, what, "each line has a token and ends with its tag")
        if tokens and len(cells) != len(tokens[0]):
            what = f"{len(cells)} columns where the sentence has {len(tokens[0])}"
            raise unreadable(path, number, what, "give each token of a sentence the same columns")
        tokens.append(cells)
    return _Sentence(first, offset, b"".join(raws), tuple(comments), tuple(tokens))


def _text(path: Path, number: int, raw: bytes) -> str:
    line = raw.removeprefix(BOM) if number == 1 else raw
    try:
        return line.decode("utf-8").rstrip("\r\n").strip(" ")
    except UnicodeDecodeError as error:
        what = f"not UTF-8 at byte {error.start + 1} of the line"
        raise unreadable(path, number, what, "save the file as UTF-8") from None


def _with_entities(record: Record, sentence: _Sentence, scheme: Scheme, number: str) -> Record:
    told = _told(sentence.comments)
    item = told.get("id") or told.get("sent_id") or number
    starts, text = _joined([cells[0] for cells in sentence.tokens])
    entities, breaks = entities_of(sentence.tags, scheme)
    content = Content(text=text)
    bare = Annotation(item, schema=told.get("schema"), guideline=told.get("guideline"))
    uses = []
    for entity in entities:
        last = entity.after - 1
        end = starts[last] + len(sentence.tokens[last][0])
        region = {"start": starts[entity.first], "end": end}
        own = bare._replace(label=entity.label, region=region)
        uses.append(Use(own, (), content, way=(entity.first, entity.after)))
    begin = sentence.line + len(sentence.comments)
    problems = (
        Problem("broken-sequence", item, begin + token, None, f"{scheme}: {why}")
        for token, why in breaks
    )
    # A sentence without an entity was looked through, and nothing was found.
    found = tuple(uses) or (Use(bare, (), content, {"span": None}),)
    return record._replace(uses=found, problems=tuple(problems))


def _told(comments: Sequence[str]) -> dict[str, str]:
    """Return what comments such as `# id = 7` say."""
    matches = (SAYING.match(comment) for comment in comments)
    return {match[1]: match[2].strip() for match in matches if match is not None}


def _joined(forms: Sequence[str]) -> tuple[list[int], str]:
    """Return where each form begins in the text of all with a blank between them, and the text."""
    starts, at = [], 0
    for form in forms:
        starts.append(at)
        at += len(form) + 1
    return starts, " ".join(forms)


def write(path: Path, documents: Iterable[Document], schema: ReleasedSchema) -> Iterator[Loss]:
    """Write two columns in BIO, one sentence per item, with item and stamps as comments.

    Words are what stands between blanks; one that only partly belongs to a span is cut.
    """
    types = {task.id: task.type for task in schema.tasks}
    yield from tasks_left_out(schema, "span")
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for document in documents:
            text = document.content.text
            stamps = stamps_of(document, schema)
            yield from stamps_left_out(document, stamps)
            yield from content_left_out(document, frozenset({"text"}))
            if not text or not text.split():
                yield Loss("item", document.item, "there is no sentence without a text")
                continue
            spans, is_asked = [], False
            for annotation in document.annotations:
                if types.get(annotation.task or "") == "span":
                    yield from fields_left_out(annotation, frozenset({"region"}))
                    spans += [annotation] if annotation.label is not None else []
                    is_asked = True
                else:
                    yield annotation_left_out(annotation, "conll has no such task")
            lines = [f"# {key} = {value}" for key, value in stamps._asdict().items() if value]
            words, losses = _words(text, spans)
            yield from losses
            if not is_asked or (spans and len(losses) == len(spans)):
                yield Loss("item", document.item, "tags would say that nothing was found")
                continue
            if " ".join(word for word, _ in words) != text:
                yield Loss("text", document.item, "blanks stand between all words, and only there")
            item = " ".join(document.item.split())
            if item != document.item:
                yield Loss("item", document.item, f"the item is written as {item!r}")
            rows = [f"{word}\t{tag}" for word, tag in words]
            file.write("\n".join([f"# id = {item}", *lines, *rows, "", ""]))


def _words(text: str, spans: list[Annotation]) -> tuple[list[tuple[str, str]], list[Loss]]:
    """Cut the text into words with their tags."""
    losses: list[Loss] = []
    taken: list[tuple[int, int, str]] = []
    for annotation in sorted(spans, key=_place):
        start, end = _place(annotation)
        if not 0 <= start < end <= len(text) or not text[start:end].strip():
            losses.append(annotation_left_out(annotation, "it stands at no word of the text"))
        elif taken and start < taken[-1][1]:
            losses.append(annotation_left_out(annotation, "it overlaps with another"))
        else:
            taken.append((start, end, str(annotation.label)))
    edges = sorted({0, len(text), *chain.from_iterable(span[:2] for span in taken)})
    forms: list[tuple[int, str]] = []
    for begin, end in pairwise(edges):
        forms += [(begin, form) for form in text[begin:end].split()]
    entities = [
        Entity(_first(forms, start), _first(forms, end), label) for start, end, label in taken
    ]
    tags = tags_of(entities, len(forms))
    return [(form, tag) for (_, form), tag in zip(forms, tags, strict=True)], losses


def _first(forms: list[tuple[int, str]], at: int) -> int:
    """Return the number of the first form of the stretches that begin at a place or after it."""
    return sum(begin < at for begin, _ in forms)


def _place(annotation: Annotation) -> tuple[Any, Any]:
    region = annotation.region or {}
    return region.get("start", -1), region.get("end", -1)


def rewriting(path: Path, layout: Layout, schema: ReleasedSchema) -> Rewriting:
    """Return what rewrites the sentences of a file."""
    del path, layout
    return ConllRewriting(schema)
