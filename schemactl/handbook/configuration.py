"""Configuration: what the root mkdocs.yml may say, and the one that is written for the site.

mkdocs.yml can run code, so the root file is read as data, and only an allow-list of it is used.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from schemactl.errors import AnswerIsBad, SchemactlError
from schemactl.files.source import read_bytes, read_document
from schemactl.handbook.book import Book
from schemactl.handbook.markup import sanitise, title
from schemactl.handbook.navigation import with_tongues
from schemactl.handbook.words import checked_words
from schemactl.model.finding import Diagnostic
from schemactl.model.scalar import resolve
from schemactl.workspace import Workspace

ROOT_FILE = "mkdocs.yml"
STYLE = "assets/handbook.css"
EMBED_STYLE = "assets/embed.css"
SCRIPT = "assets/handbook.js"
SHIM = "assets/iframe-worker.js"
LOGO = "assets/logo.svg"
DRAFT_ICON = "assets/draft.svg"
DEFAULT_NAME = "Annotator handbook"
ANCHORS = {"permalink": "#", "permalink_title": "Link to this section", "toc_depth": 3}

# The theme's own leaves punctuation on words: `(T2)` and `#bd-003` would not be found.
# No word is left out either, since labels are called Other, None or How to.
_SEPARATOR = r"[\s\-,.:;!?=\[\]()\"'#/&]+"
_RUNS_CODE = ("hooks", "plugins", "extra_javascript", "markdown_extensions", "INHERIT")
_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(?::[0-9]{1,5})?\Z")
_OWN_PLUGINS = {"search", "offline", "material/search", "material/offline"}
_PALETTE = [
    {
        "media": f"(prefers-color-scheme: {light})",
        "scheme": scheme,
        "primary": "custom",
        "accent": "custom",
        "toggle": {"icon": icon, "name": f"Switch to the {other} colours"},
    }
    for light, scheme, icon, other in (
        ("light", "default", "material/weather-night", "dark"),
        ("dark", "slate", "material/weather-sunny", "light"),
    )
]


class SiteSettings(NamedTuple):
    """What a repository says about its site. `files` are copied, by their path in the site.

    `trusted` holds what runs code, and is empty unless the user trusts the file.
    """

    site_name: str = DEFAULT_NAME
    site_url: str = ""
    copyright: str = ""
    logo: str = LOGO
    favicon: str = LOGO
    palette: Any = None
    extra_css: tuple[str, ...] = ()
    extra: dict[str, Any] = {}
    files: dict[str, Path] = {}
    trusted: dict[str, Any] = {}
    theme: Path | None = None
    words: dict[str, Mapping[str, str]] = {}

    @property
    def edit_url(self) -> str:
        """The address before the path of a source file, from `extra: {schemactl: {edit_url}}`."""
        found = self.extra.get("edit_url")
        return found if isinstance(found, str) and found.startswith("https://") else ""

    @property
    def embed_origins(self) -> tuple[str, ...]:
        """The origins of tools that may show a label beside their items: `embed_origins`."""
        found = self.extra.get("embed_origins")
        listed = found if isinstance(found, list) else [found]
        return tuple(one for one in listed if isinstance(one, str) and _ORIGIN.match(one))


def read_settings(workspace: Workspace, trust: bool = False) -> SiteSettings:
    """Read the root mkdocs.yml. Raises AnswerIsBad where it is broken or would run code."""
    path = workspace.root / ROOT_FILE
    if not path.is_file():
        return SiteSettings()
    document = read_document(workspace, path)
    for problem in document.problems:
        raise _bad(problem)
    data = resolve(document.data or {})
    if not isinstance(data, dict):
        raise AnswerIsBad(f"{ROOT_FILE}: the file is no mapping", "write `site_name: …`")
    theme = data.get("theme") if isinstance(data.get("theme"), dict) else {}
    assert isinstance(theme, dict)
    for key in () if trust else _forbidden(data, theme):
        region = document.locate_key(("theme", key) if key == "custom_dir" else (key,))
        message = f"`{key}` can run code or bring in scripts"
        raise _bad(Diagnostic("mkdocs", "error", message, ROOT_FILE, region))
    reader = _Reader(workspace, data, theme)
    return reader.read(trust)


def _forbidden(data: dict[str, Any], theme: dict[str, Any]) -> list[str]:
    found = [key for key in _RUNS_CODE if data.get(key)]
    if "plugins" in found and _plugin_names(data["plugins"]) <= _OWN_PLUGINS:
        found.remove("plugins")
    return found + (["custom_dir"] if "custom_dir" in theme else [])


def _plugin_names(plugins: Any) -> set[str]:
    names = set()
    for plugin in plugins if isinstance(plugins, list | dict) else [plugins]:
        names |= set(plugin) if isinstance(plugin, dict) else {str(plugin)}
    return names


def _bad(problem: Diagnostic) -> AnswerIsBad:
    where = f"{ROOT_FILE}:{problem.region.line}:{problem.region.column}"
    hint = problem.hint or "remove it, or build with --trust-mkdocs if you trust this file"
    return AnswerIsBad(f"{where}: {problem.message}", hint)


class _Reader:
    """Picks the allow-list out of the data, and collects the files that it names."""

    def __init__(self, workspace: Workspace, data: dict[str, Any], theme: dict[str, Any]) -> None:
        self.workspace = workspace
        self.data = data
        self.theme = theme
        self.files: dict[str, Path] = {}

    def read(self, trust: bool) -> SiteSettings:
        styles = self.data.get("extra_css") or []
        extra = self.data.get("extra")
        own = extra.get("schemactl") if isinstance(extra, dict) else None
        return SiteSettings(
            site_name=self._text("site_name") or DEFAULT_NAME,
            site_url=self._site_url(),
            copyright=sanitise(self._text("copyright")),
            logo=self._file(self.theme.get("logo")) or LOGO,
            favicon=self._file(self.theme.get("favicon")) or LOGO,
            palette=self.theme.get("palette"),
            extra_css=tuple(
                self._file(name) for name in (styles if isinstance(styles, list) else [styles])
            ),
            extra=own if isinstance(own, dict) else {},
            files=self.files,
            trusted=self._trusted() if trust else {},
            theme=self._custom_theme() if trust else None,
            words=self._words(own.get("words") if isinstance(own, dict) else None),
        )

    def _words(self, named: Any) -> dict[str, Mapping[str, str]]:
        """Return the handbook's own words in further languages, from the files that are named."""
        found = {}
        for language, name in named.items() if isinstance(named, dict) else ():
            path = self.workspace.inside(self.workspace.root / str(name))
            content = read_bytes(self.workspace, path)
            try:
                data = json.loads(content)
            except ValueError as error:
                raise SchemactlError(f"{name} is no JSON: {error}", "mend the file") from error
            found[str(language)] = checked_words(data, str(name))
        return found

    def _text(self, key: str) -> str:
        found = self.data.get(key)
        return "" if found is None else str(found)

    def _site_url(self) -> str:
        found = self._text("site_url")
        if found and urlsplit(found).scheme not in ("http", "https"):
            raise AnswerIsBad(f"{ROOT_FILE}: site_url {found!r} is no web address")
        return found

    def _file(self, name: Any) -> str:
        """Return the path in the site of a file that stands in docs_dir or in the root."""
        if name is None:
            return ""
        for folder in (self._docs(), self.workspace.root):
            path = folder / str(name)
            if path.is_file():
                target = f"assets/site/{path.name}"
                self.files[target] = self.workspace.inside(path)
                return target
        raise SchemactlError(
            f"{ROOT_FILE}: no file {str(name)!r} in {self._docs().name}/ or beside mkdocs.yml",
            "files of the site are in the repository; nothing is loaded from elsewhere",
        )

    def _docs(self) -> Path:
        return self.workspace.root / str(self.data.get("docs_dir") or "docs")

    def _trusted(self) -> dict[str, Any]:
        root = self.workspace.root
        plugins = self.data.get("plugins") or []
        listed = plugins if isinstance(plugins, list) else [{k: v} for k, v in plugins.items()]
        found: dict[str, Any] = {
            "plugins": [one for one in listed if not _plugin_names([one]) <= _OWN_PLUGINS],
            "hooks": [str(root / str(hook)) for hook in self.data.get("hooks") or []],
            "markdown_extensions": self.data.get("markdown_extensions") or [],
            "extra_javascript": [
                self._file(script) for script in self.data.get("extra_javascript") or []
            ],
        }
        return {key: value for key, value in found.items() if value}

    def _custom_theme(self) -> Path | None:
        folder = self.theme.get("custom_dir")
        return None if folder is None else self.workspace.inside(self.workspace.root / str(folder))


def _plugins(settings: SiteSettings, is_frozen: bool) -> list[Any]:
    """Return the plugins; a search in a copy of an old version would find what holds today."""
    search = [] if is_frozen else [{"search": {"separator": _SEPARATOR, "pipeline": []}}, "offline"]
    return [*search, *settings.trusted.get("plugins", [])]


def configuration(settings: SiteSettings, book: Book, is_frozen: bool = False) -> dict[str, Any]:
    """Return the mkdocs.yml of the site, as data; its folders are relative to itself."""
    trusted = settings.trusted
    return {
        "site_name": title(settings.site_name),
        **({"site_url": settings.site_url} if settings.site_url else {}),
        **({"copyright": settings.copyright} if settings.copyright else {}),
        "docs_dir": "docs",
        "site_dir": "site",
        "use_directory_urls": False,
        "strict": True,
        # MkDocs leaves /templates/ out, which is a legal name of a schema.
        "exclude_docs": "!/templates/",
        "validation": {"nav": {"omitted_files": "ignore"}, "links": {"anchors": "ignore"}},
        "theme": {
            "name": "material",
            "custom_dir": "theme",
            "font": False,
            "language": "en",
            "logo": settings.logo,
            "favicon": settings.favicon,
            "palette": settings.palette or _PALETTE,
            "features": book.features,
        },
        "plugins": _plugins(settings, is_frozen),
        "markdown_extensions": [
            "attr_list",
            {"toc": ANCHORS},
            *trusted.get("markdown_extensions", []),
        ],
        "extra": {
            "generator": False,
            "polyfills": [SHIM],
            "homepage": _homepage(book),
            **book.shared.extra(),
            **(
                {"tongues": [[one.all, one.folders] for one in book.tongues]}
                if book.tongues
                else {}
            ),
        },
        "extra_css": [STYLE, *settings.extra_css],
        "extra_javascript": [SCRIPT, *trusted.get("extra_javascript", [])],
        **({"hooks": trusted["hooks"]} if "hooks" in trusted else {}),
        "nav": with_tongues(book.navigation, book.tongues),
    }


def _homepage(book: Book) -> str:
    """Return where the logo leads: to the schema where there is only one."""
    homes = [path for path in book.pages if path.count("/") == 1 and path.endswith("/index.md")]
    return homes[0].removesuffix(".md") + ".html" if len(homes) == 1 else "index.html"
