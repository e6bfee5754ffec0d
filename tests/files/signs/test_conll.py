"""What data of CoNLL is known by."""

from pathlib import Path

import pytest

from schemactl.files.signs.conll import recognise
from tests.files.datasets.samples import SAMPLES


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (SAMPLES["conll"].content, True),
        (b"a\tB-A\n", True),
        (b"a\tO\n", False),
        (b"a b c\nd O\n", False),
        (b"word\ttag\na\tB-A\n", False),
        (b'{"a": "B-A"}\n', False),
        (b"\xff B-A\n", False),
    ],
)
def test_tags_are_its_mark(head: bytes, expected: bool) -> None:
    assert recognise(Path("a.txt"), head) is expected
