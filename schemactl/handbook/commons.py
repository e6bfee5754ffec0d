"""Commons: what the pages share that belong to no schema: their language, and how labels are found.

These are the first page of all, those of models and datasets, and the one for addresses that lead
nowhere. They speak the language of the schemas where all of these speak the same one.
"""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from schemactl.handbook.generator import theme_language
from schemactl.handbook.languages import in_own_language, marked, without_marks
from schemactl.handbook.links import Atlas, relative_url
from schemactl.handbook.markup import escape, fragment
from schemactl.handbook.words import in_other_words, speaker

# What the page for addresses that lead nowhere says, by what its template calls it.
LOST = {
    "title": "There is no such page",
    "why": (
        "Labels keep their addresses, so this one was never given or is mistyped. "
        "Search for the label, or begin at"
    ),
    "first": "the first page",
    "find": "Find a label",
    "shortcuts": "Keys",
}
_NO_WORDS: Mapping[str, str] = MappingProxyType({})


class Commons(NamedTuple):
    """The folders of the schemas, and the language that all of them speak with our words in it."""

    folders: tuple[str, ...] = ()
    language: str = ""
    words: Mapping[str, str] = _NO_WORDS

    def front(self) -> dict[str, Any]:
        """Return what the front matter of such a page has besides the title."""
        meta: dict[str, Any] = {"hide": ["toc"]}
        if self.words:
            meta["words"] = f"{self.folders[0]}/words.js"
            if code := theme_language(self.language):
                meta["language"] = code
        return meta

    def frame(self, source: str, way: str = "") -> str:
        """Return what stands above a page: the way to it as HTML, and buttons for the script."""
        homes = (relative_url(source, f"{folder}/index") for folder in self.folders)
        listed = " ".join(home.removesuffix("index.html") or "./" for home in homes)
        tools = (
            f'<p class="tools" data-homes="{escape(listed)}">'
            f'<button type="button" data-do="switch">{LOST["find"]} <kbd>k</kbd></button> '
            f'<button type="button" data-do="help">{LOST["shortcuts"]} <kbd>?</kbd></button></p>'
        )
        return fragment(f"{way}{tools}", "frame", is_searched=False)

    def of_people(self, text: str) -> str:
        """Return what people wrote, told from our own words where these are exchanged."""
        return marked(self.language, "", text) if self.words else text

    def extra(self) -> dict[str, Any]:
        """Return what the templates of the theme have to know."""
        say = speaker(self.words)
        found: dict[str, Any] = {
            "homes": [f"{folder}/" for folder in self.folders],
            "lost": {name: say(text) for name, text in LOST.items()},
        }
        if self.words:
            found["language"] = self.front().get("language", "")
            found["words"] = self.front()["words"]
        return found

    def said(self, pages: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Yield pages with our own words in the language."""
        say = speaker(self.words)
        for name, text in pages.items():
            yield name, without_marks(in_other_words(text, say)) if self.words else text


NO_COMMONS = Commons()


def commons(atlases: Sequence[Atlas]) -> Commons:
    """Return what the pages share beside the schemas."""
    folders = tuple(atlas.edition.folder for atlas in atlases)
    languages = {atlas.edition.spoken for atlas in atlases}
    if len(languages) > 1 or not atlases[0].words:
        return Commons(folders)
    return Commons(folders, languages.pop(), atlases[0].words)


def told_apart(atlases: Sequence[Atlas]) -> list[Atlas]:
    """Return atlases in which what people wrote is told from the handbook's own words."""
    return [
        Atlas(in_own_language(atlas.edition), words=atlas.words) if atlas.words else atlas
        for atlas in atlases
    ]
