"""Printable text: what hides itself, or steers a terminal, is spelled out."""

import unicodedata

_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
# Joiners and selectors shape what stands beside them; writing and emoji need them.
_SHAPING = frozenset("\u200c\u200d\ufe0e\ufe0f")


def visible(text: str) -> str:
    """Spell out what hides itself or turns the text around; lines become one."""
    return text if text.isprintable() else "".join(map(_shown, text))


def _shown(character: str) -> str:
    if character in "\t\n\r":
        return " "
    if character in _SHAPING or unicodedata.category(character) not in _INVISIBLE:
        return character
    return character.encode("unicode_escape").decode()
