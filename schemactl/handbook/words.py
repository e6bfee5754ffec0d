"""Words: what the handbook itself says, in the language of a translation.

`assets/words/<language>.json` leads from each English text of a page to its translation; `{}`
stands for what a page fills in. Texts that a translation lacks stay English. Nothing else knows of
languages: pages are compiled in English, and their own words are exchanged afterwards.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from html import escape, unescape
from importlib.resources import files
from itertools import zip_longest

from schemactl.errors import SchemactlError
from schemactl.handbook.markup import CLOSE, OPEN, front_matter, heading

BLANK = "{}"
_FOLDER = "assets/words"
_TOKEN = re.compile(r"(<[^>]*>)")
_TAG = re.compile(r"<(/?)([a-z0-9]+)")
_ATTRIBUTE = re.compile(r'( (?:aria-label|data-label|title)=")([^"]*)"')
_HEADING = re.compile(r"(#{1,6} )(.*?)((?: \{#[^}]*\})?)\Z")
_MARKED = re.compile(f"{OPEN}[^{CLOSE}]*{CLOSE}")
_RUN = "\ue003"
_ENDS = re.compile(r"(\s*).*?(\s*)", re.DOTALL)
_LEAST_LETTERS = 5
# What stands in these is an id, a key or what somebody else wrote.
_LEFT_ALONE = {"blockquote", "code", "kbd", "pre", "del", "ins", "q"}
_PROSE = '<div class="prose"'

Say = Callable[[str], str]


@lru_cache
def shipped(language: str) -> Mapping[str, str]:
    """Return the words of a language, or of the one it is a variety of; none where it has none."""
    folder = files("schemactl.handbook") / _FOLDER
    for name in (language, language.partition("-")[0]):
        file = folder / f"{name}.json"
        if file.is_file():
            found: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
            return found
    return {}


def script(words: Mapping[str, str]) -> str:
    """Return the words as a script, for what is said by our own."""
    # `</` ends a script in a page, and a line separator a line of it.
    text = json.dumps(dict(words), ensure_ascii=True).replace("</", "<\\/")
    return f"var handbookWords = {text};\n"


def checked_words(data: object, where: str) -> Mapping[str, str]:
    """Return the words of a file that a repository has. Raises SchemactlError."""
    if isinstance(data, dict) and all(isinstance(text, str) for text in data.values()):
        wrong = [key for key, text in data.items() if key.count(BLANK) != text.count(BLANK)]
        if not wrong:
            return data
        raise SchemactlError(
            f"{where}: {wrong[0]!r} is translated with another number of {BLANK}",
            f"write {BLANK} as often as the English text has it",
        )
    raise SchemactlError(f"{where} is no list of words", 'write {"English text": "translation"}')


def speaker(words: Mapping[str, str]) -> Say:
    """Return a function that says a text in other words: escaped text in, escaped text out."""
    exact = {key: text for key, text in words.items() if BLANK not in key}
    # Of two forms that fit, the one that says more is meant.
    longest = sorted((key for key in words if BLANK in key), key=len, reverse=True)
    forms = [(_form(key), words[key]) for key in longest]

    def told(core: str) -> str | None:
        plain = unescape(core)
        if plain in exact:
            return escape(exact[plain], quote=False)
        if plain.removesuffix(":") in exact:
            return f"{escape(exact[plain[:-1]], quote=False)}:"
        escaped = escape(plain, quote=False)
        for form, text in forms:
            if found := form.fullmatch(escaped):
                return _filled(escape(text, quote=False), found.groups())
        return None

    @lru_cache(maxsize=65536)
    def say(text: str) -> str:
        # What people wrote is marked, and no form may look into it.
        runs = iter(_MARKED.findall(text))
        core = _MARKED.sub(_RUN, text).strip()
        found = told(core)
        if found is None:
            return text
        before, after = _ENDS.fullmatch(text).groups()  # type: ignore[union-attr]
        return f"{before}{re.sub(_RUN, lambda _: next(runs), found)}{after}"

    return say


def _filled(text: str, parts: Sequence[str]) -> str:
    shown = text.split(BLANK)
    return "".join(part for pair in zip_longest(shown, parts, fillvalue="") for part in pair)


def _form(key: str) -> re.Pattern[str]:
    parts = [re.escape(escape(part, quote=False)) for part in key.split(BLANK)]
    # A form that says little would fit much that people wrote: it takes single words only.
    is_short = sum(char.isalpha() for char in key) < _LEAST_LETTERS
    return re.compile(r"(\S+)".join(parts) if is_short else "(.+?)".join(parts), re.DOTALL)


def in_other_words(page: str, say: Say) -> str:
    """Return the Markdown of a page with the handbook's own words exchanged."""
    lines = page.split("\n")
    # The first lines are front matter, whose title and description readers see.
    return "\n".join(
        _front(line, say) if line.startswith("{") and position == 1 else _line(line, say)
        for position, line in enumerate(lines)
    )


def _front(line: str, say: Say) -> str:
    meta = json.loads(line)
    if "title" in meta:
        meta["title"] = say(meta["title"])
    return front_matter(meta)


def _line(line: str, say: Say) -> str:
    if line.startswith(_PROSE):
        return line
    if line.startswith("<"):
        return _fragment(line, say)
    found = _HEADING.match(line)
    if found is None:
        return line
    marks, text, anchor = found.groups()
    return f"{marks}{_as_heading(say(escape(unescape(text), quote=False)))}{anchor}"


def _as_heading(text: str) -> str:
    return heading(1, unescape(text)).removeprefix("# ")


def _fragment(line: str, say: Say) -> str:
    shown = []
    left_alone = 0
    for token in _TOKEN.split(line):
        if token.startswith("<"):
            tag = _TAG.match(token)
            if tag is not None and tag.group(2) in _LEFT_ALONE:
                left_alone += -1 if tag.group(1) else 1
            shown.append(_ATTRIBUTE.sub(partial(_attribute, say), token))
        elif left_alone or not token.strip():
            shown.append(token)
        else:
            shown.append(say(token))
    return "".join(shown)


def _attribute(say: Say, found: re.Match[str]) -> str:
    told = say(escape(unescape(found.group(2)), quote=False))
    return f'{found.group(1)}{escape(unescape(told))}"'
