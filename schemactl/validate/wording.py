"""English wording: words, and those that say nothing by themselves; rules on texts need both."""

import re

# A word with its apostrophes and hyphens.
_WORD = re.compile(r"\w+(?:['\u2019-]\w+)*")
# Words of a definition that stay when what is defined is taken away.
_EMPTY = frozenset(
    {
        *(
            "a",
            "an",
            "the",
            "this",
            "that",
            "these",
            "those",
            "any",
            "all",
            "some",
            "each",
            "every",
        ),
        *("is", "are", "be", "being", "was", "were", "has", "have", "it", "its", "which", "who"),
        *("of", "for", "to", "in", "on", "at", "by", "with", "about", "as", "and", "or"),
        *("label", "class", "category", "type", "kind", "item", "thing", "something", "case"),
        *("denotes", "describes", "indicates", "means", "refers", "concerns", "belongs"),
        *("related", "relating", "used", "marks", "marked", "labeled", "labelled"),
    }
)


def is_english(language: str) -> bool:
    """Tell whether a language tag says English, of whatever region."""
    return language.replace("_", "-").partition("-")[0].lower() == "en"


def words(text: str) -> list[str]:
    """Return the words of a text in lower case; hyphens join them."""
    return _WORD.findall(text.lower())


def telling_words(text: str) -> set[str]:
    """Return the words that say something, each reduced to one form for singular and plural."""
    return {_form(part) for word in words(text) for part in word.split("-")} - _EMPTY_FORMS


def _form(word: str) -> str:
    """Cut the endings of plurals, and those that they take the place of."""
    shortest = 3
    for ending in ("ies", "es", "s", "y", "e"):
        if word.endswith(ending) and len(word) >= len(ending) + shortest:
            return word.removesuffix(ending)
    return word


_EMPTY_FORMS = frozenset(map(_form, _EMPTY))
