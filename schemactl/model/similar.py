"""Proposals for names that were mistyped: the most similar of the names that exist."""

from collections.abc import Iterable, Sequence

# Comparing is slow: of many words only those are compared that begin or end as the mistyped
# word does, for a single slip leaves one half of a word as it was.
_MANY = 200
_LEAST_ALIKE = 0.6


def nearest(word: str, known: Sequence[str]) -> str:
    """Return "did you mean …?" for the most similar known word, or an empty text."""
    # Most commands meet no slip.
    from difflib import get_close_matches

    if len(known) > _MANY:
        half = max(1, len(word) // 2)
        head, tail = word[:half], word[-half:]
        known = [w for w in known if w.startswith(head) or w.endswith(tail)][:_MANY]
    match = get_close_matches(word, known, n=1, cutoff=_LEAST_ALIKE)
    return f"did you mean `{match[0]}`?" if match else ""


class Proposals:
    """Proposals among the same names; a file with hundreds of slips gets the first hundred."""

    def __init__(self, known: Iterable[str], instead: str = "", at_most: int = 100) -> None:
        """Remember the names; `instead` is the hint where no name is similar."""
        self._known = known
        self._instead = instead
        self._left = at_most
        self._words: list[str] | None = None

    def hint(self, word: str) -> str:
        """Return what may have been meant, or the hint that was given for all else."""
        if self._left == 0:
            return self._instead
        self._left -= 1
        if self._words is None:
            self._words = list(self._known)
        return nearest(word, self._words) or self._instead
