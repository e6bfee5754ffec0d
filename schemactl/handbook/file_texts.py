"""File texts: what stands in the files of a site, of which a part may be kept from the last build.

A text that is kept is read only where somebody asks for it. For most files it is enough to know
how large it is, and its digest.
"""

from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from hashlib import sha256
from typing import NamedTuple


class Piece(NamedTuple):
    """A text in UTF-8 that stands among others, and the hexadecimal sha256 of its bytes."""

    whole: bytes
    begin: int
    size: int
    digest: str

    def content(self) -> bytes:
        """Return the bytes of the text."""
        return self.whole[self.begin : self.begin + self.size]


# The text of a file as it is made, or in UTF-8, or as it is kept.
Written = str | bytes | Piece


class FileTexts(MutableMapping[str, str]):
    """Texts by the path of their file."""

    def __init__(self, found: Iterable[tuple[str, Written]] = ()) -> None:
        """Take texts by their path."""
        self._found: dict[str, Written] = dict(found)

    def __getitem__(self, path: str) -> str:
        one = self._found[path]
        if isinstance(one, str):
            return one
        return (one.content() if isinstance(one, Piece) else one).decode()

    def __setitem__(self, path: str, text: str) -> None:
        self._found[path] = text

    def __delitem__(self, path: str) -> None:
        del self._found[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def __contains__(self, path: object) -> bool:
        return path in self._found

    def add(self, others: Mapping[str, str]) -> None:
        """Take the texts of others; of one path, theirs."""
        self._found.update(others.written() if isinstance(others, FileTexts) else others)

    def written(self) -> dict[str, Written]:
        """Return the texts as they are."""
        return dict(self._found)


def whole(content: bytes) -> Piece:
    """Return bytes that stand alone."""
    return Piece(content, 0, len(content), sha256(content).hexdigest())


def pieces(texts: Mapping[str, str]) -> dict[str, Piece]:
    """Return what each file holds."""
    found = texts.written() if isinstance(texts, FileTexts) else texts
    return {path: _piece(one) for path, one in found.items()}


def _piece(text: Written) -> Piece:
    if isinstance(text, Piece):
        return text
    return whole(text.encode() if isinstance(text, str) else text)
