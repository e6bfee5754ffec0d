"""What data of CoNLL-U is known by."""

from pathlib import Path

import pytest

from schemactl.files.signs.conllu import recognise
from tests.files.datasets.samples import SAMPLES


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (SAMPLES["conllu"].content, True),
        (b"\xef\xbb\xbf# a\n\n" + b"1-2\ta" + b"\t_" * 8 + b"\n", True),
        (b"1\ta\tB-A\n", False),
        (b"# only a comment\n", False),
        (b"a\ta" + b"\t_" * 8 + b"\n", False),
    ],
)
def test_ten_columns_are_its_mark(head: bytes, expected: bool) -> None:
    assert recognise(Path("a.txt"), head) is expected
