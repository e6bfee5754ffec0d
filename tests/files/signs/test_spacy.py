"""What data of spaCy is known by."""

from pathlib import Path

from schemactl.files.signs.spacy import recognise
from tests.files.doc_bin_sample import WRITTEN


def test_its_first_packed_bytes_are_its_mark() -> None:
    assert recognise(Path("a"), WRITTEN)
    assert not recognise(Path("a"), b"x: 1\n")
    assert not recognise(Path("a"), b'{"attrs": "version"}')
    assert not recognise(Path("a"), WRITTEN[:2])
