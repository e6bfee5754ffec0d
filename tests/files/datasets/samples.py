"""A small file of each format, by its name: every other format must leave it alone."""

from typing import NamedTuple


class Sample(NamedTuple):
    """The name and the bytes of a file."""

    file: str
    content: bytes


SAMPLES: dict[str, Sample] = {
    "annotations": Sample(
        "a.jsonl", b'{"item": "1", "label": "a", "schema": "s@1.0.0"}\n\n{"item": "2"}\n'
    ),
    "jsonl": Sample("a.jsonl", b'{"item": "1", "text": "x", "label": ["a"]}\n{"item": "2"}\n'),
    "csv": Sample("a.csv", b"item,text,label\n1,x,a\n"),
    "tsv": Sample("a.tsv", b"item\ttext\tlabel\n1\tx\ta\n"),
    "doccano": Sample(
        "a.jsonl",
        b'{"id": 7, "text": "Ada met Bo", "label": [[0, 3, "person"], [8, 10, "person"]]}\n'
        b'{"id": 8, "text": "Nobody came", "label": []}\n',
    ),
    "conll": Sample("a.txt", b"-DOCSTART- -X- O\n\nAda NNP B-person\nmet VBD O\n\nRain NN O\n"),
}
