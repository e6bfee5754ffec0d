"""Generator: has MkDocs turn a folder of Markdown into HTML; the one door to MkDocs.

What is given to MkDocs and Material is in `mkdocs.yml` and `docs/`. They are run as they are, but
for the shortcut, which saves time and changes nothing.
"""

import importlib.util
import json
import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from schemactl.errors import SchemactlError
from schemactl.handbook.advance import Report, silent
from schemactl.handbook.installed import version_of

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

# 1980-01-01: no clock may reach the site, and archives know no earlier day.
_NO_TIME = "315532800"
_MOST_PROBLEMS = 10


def versions_of_tools() -> str:
    """Return the versions of what decides how a page looks."""
    names = ("mkdocs", "mkdocs-material", "markdown", "jinja2")
    return " ".join(f"{name} {version_of(name)}" for name in names)


@cache
def theme_language(language: str) -> str:
    """Return the code under which the theme has a language, or the one it is a variety of."""
    found = importlib.util.find_spec("material")
    for folder in found.submodule_search_locations or () if found else ():
        for code in (language, language.partition("-")[0]):
            if (Path(folder) / "templates/partials/languages" / f"{code}.html").is_file():
                return code
    return ""


def theme_version() -> str:
    """Return the theme with its version."""
    return f"mkdocs-material {version_of('mkdocs-material')}"


def generate(
    file: Path, site: Path, only: Collection[str] | None = None, report: Report = silent
) -> None:
    """Build the site of a mkdocs.yml, or of its pages `only` those at some paths in the site.

    The other pages stay as they are, and may be missing.
    """
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, MkDocsException

    from schemactl.handbook.remarks import quiet

    # The file is JSON, which is YAML that takes 20 times as long to read as YAML; MkDocs gets
    # what it holds, and an empty file beside it to which its paths are relative.
    given = json.loads(file.read_text(encoding="utf-8"))
    run = file.with_name(f"run-{site.name}.yml")
    run.write_text("{}\n", encoding="utf-8")
    is_part = only is not None
    with quiet() as remarks, _fixed_time():
        try:
            # A build of some pages warns of itself, which being strict would take for a failure.
            options = {**given, "site_dir": str(site), "strict": not is_part}
            config = load_config(str(run), **options)
            _add_plugins(config, only, report)
            config.plugins.on_startup(command="build", dirty=is_part)
            for plugin in config.plugins.values():
                # Plugins outlive a build within a process; this one would mix two indexes.
                if hasattr(plugin, "search_index_prev"):
                    plugin.search_index_prev = None
            build(config, dirty=is_part)
            config.plugins.on_shutdown()
            if remarks:
                raise Abort(f"{len(remarks)} warnings")
        # Aborting is a SystemExit in MkDocs.
        except (MkDocsException, SystemExit) as error:
            found = "\n".join(remarks[:_MOST_PROBLEMS]) or str(error)
            raise SchemactlError(
                f"MkDocs did not build the handbook: {found}",
                f"the pages are in {file.parent}; without --trust-mkdocs this is a bug to report",
            ) from error


def _add_plugins(config: "MkDocsConfig", only: Collection[str] | None, report: Report) -> None:
    """Add what mkdocs.yml does not name, since no page depends on it."""
    from schemactl.handbook import counting, selection, shortcut, speaking

    if shortcut.fits(config):
        config.plugins[shortcut.NAME] = shortcut.Shortcut()
    if "tongues" in config.extra:
        config.plugins[speaking.NAME] = speaking.Speaking(config.extra["tongues"])
    if only is not None:
        config.plugins[selection.NAME] = selection.Selection(only)
    config.plugins[counting.NAME] = counting.Counting(report)


@contextmanager
def _fixed_time() -> Iterator[None]:
    """Keep the clock out of the site, unless the caller has set its time."""
    name = "SOURCE_DATE_EPOCH"
    before = os.environ.get(name)
    os.environ.setdefault(name, _NO_TIME)
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
