"""Page translations: a page of a guideline in another language, and which text it translates.

`translations/task.de.md` is `task.md` in German. It begins with front matter of one line,
`of: sha256:…`, the digest of the page as it was translated.
"""

import re
from collections.abc import Iterable

from schemactl.model.translatable import digest_of_text

FOLDER = "translations"
_NAME = re.compile(r"(?P<stem>.+)\.(?P<language>[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*)\.md")
_FRONT = re.compile(
    r"---[ \t]*\nof:[ \t]*[\"']?(sha256:[0-9a-f]{64})[\"']?[ \t]*\n---[ \t]*(?:\n|\Z)"
)


def file_name(page: str, language: str) -> str:
    """Return the file name of a page in a language."""
    return f"{page.removesuffix('.md')}.{language}.md"


def page_and_language(name: str) -> tuple[str, str] | None:
    """Return which page a file translates into which language; None where its name says none."""
    found = _NAME.fullmatch(name)
    return None if found is None else (f"{found['stem']}.md", found["language"])


def by_language(
    files: Iterable[tuple[str, str]], pages: Iterable[str]
) -> dict[str, dict[str, str]]:
    """Return the texts of files, by language and page; only those of pages that there are."""
    known = set(pages)
    found: dict[str, dict[str, str]] = {}
    for name, text in sorted(files):
        page, language = page_and_language(name) or ("", "")
        if page in known:
            found.setdefault(language, {})[page] = text
    return found


def is_current(text: str, original: str) -> bool:
    """Tell whether a translation is of the page as it stands."""
    return digest_of(text) == digest_of_text(original)


def digest_of(text: str) -> str:
    """Return the digest of what a file says that it translates; empty where it says nothing."""
    found = _FRONT.match(text)
    return "" if found is None else found[1]


def body(text: str) -> str:
    """Return a translation without its front matter; every line keeps its place."""
    return _FRONT.sub(lambda found: "\n" * found.group().count("\n"), text, count=1)
