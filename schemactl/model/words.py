"""Words of a text as they are compared: the door to rapidfuzz."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache
from typing import Literal

Normalisation = Literal["accents", "case", "punctuation", "width"]

# Scripts written without blanks between words: Han, kana, Thai, Lao, Burmese, Khmer.
_DENSE = (
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\u3040-\u30ff"
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
)
_APOSTROPHES = "'\u2019"


def words(text: str, normalise: Sequence[Normalisation] = ()) -> list[str]:
    """Return the words of a text: what stands between blanks, normalised as asked.

    A character of a script that has no blanks between words is a word, as the mixed error rate
    of speech recognition counts it. Characters that Unicode holds for equal (NFC) are equal.
    """
    for step, apply in _STEPS.items():
        if step in normalise:
            text = apply(text)
    return _word().findall(unicodedata.normalize("NFC", text))


@cache
def _word() -> re.Pattern[str]:
    """Compile when a text is first taken apart: that takes milliseconds, and few commands do."""
    return re.compile(f"[{_DENSE}]|[^\\s{_DENSE}]+")


def edit_share(first: Sequence[str], second: Sequence[str]) -> float:
    """Return Levenshtein's (1966) distance of two sequences over the length of the longer one."""
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.normalized_distance(first, second)


def _without_accents(text: str) -> str:
    apart = unicodedata.normalize("NFD", text)
    return "".join(one for one in apart if unicodedata.category(one) != "Mn")


def _without_punctuation(text: str) -> str:
    """Drop punctuation; an apostrophe within a word belongs to it, a dash parts two."""
    found = []
    for position, one in enumerate(text):
        category = unicodedata.category(one)
        if one in _APOSTROPHES and text[position - 1 : position].isalpha():
            found.append("'" if text[position + 1 : position + 2].isalpha() else "")
        elif category == "Pd":
            found.append(" ")
        elif not category.startswith("P"):
            found.append(one)
    return "".join(found)


def _of_one_width(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


# In the order in which they are taken.
_STEPS: dict[Normalisation, Callable[[str], str]] = {
    "width": _of_one_width,
    "punctuation": _without_punctuation,
    "case": str.casefold,
    "accents": _without_accents,
}
